package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.vcc.cache.SlotHints;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The query regions as everything above sees them. */
final class Regions {
  private final NodeServices services;
  private final Duration limit;

  /** With the longest time to wait for a region. */
  Regions(NodeServices services, Duration limit) {
    this.services = services;
    this.limit = limit;
  }

  /** A part of the list; those that do not answer are told by the node that they belong to. */
  CompletionStage<AvpSystem.Page<RegionView>> page(int after, int most) {
    int first = Math.max(0, after + 1);
    int end = Math.min(SlotHints.REGIONS, first + most);
    return Scattered.gather(
            IntStream.range(first, end)
                .mapToObj(id -> new Scattered.Part<>(place(id), ask(id)))
                .toList())
        .thenApply(
            parts ->
                new AvpSystem.Page<>(
                    parts.answers(),
                    end < SlotHints.REGIONS && end > first ? Integer.toString(end - 1) : "",
                    SlotHints.REGIONS,
                    parts.missing()));
  }

  /** One region; empty if there is none of that number. */
  CompletionStage<Optional<RegionView>> one(int id) {
    return isRegion(id)
        ? ask(id).thenApply(Optional::of)
        : CompletableFuture.completedStage(Optional.empty());
  }

  /** The words by which most questions come, most first. */
  CompletionStage<AvpSystem.Page<WordView>> words(int most) {
    return Scattered.gather(
            IntStream.range(0, SlotHints.REGIONS)
                .mapToObj(id -> new Scattered.Part<>(place(id), wordsOf(id)))
                .toList())
        .thenApply(
            parts -> {
              List<WordView> all =
                  parts.answers().stream()
                      .flatMap(region -> region.words().stream())
                      .map(w -> new WordView(w.hash(), w.text(), w.count(), w.error()))
                      .sorted(
                          Comparator.comparingLong(WordView::count)
                              .reversed()
                              .thenComparing(WordView::hash))
                      .toList();
              List<WordView> hottest = all.stream().limit(most).toList();
              return new AvpSystem.Page<>(hottest, "", all.size(), parts.missing());
            });
  }

  private CompletionStage<QueryRegion.Words> wordsOf(int id) {
    return services.region(id).ask(QueryRegion.GetWords::new, limit);
  }

  /** Makes a region forget all; false if there is none of that number. */
  CompletionStage<Boolean> forget(int id) {
    return forget(id, QueryRegion.Forget::new);
  }

  /** Makes a region forget what members have answered; false if there is none of that number. */
  CompletionStage<Boolean> forgetAnswers(int id) {
    return forget(id, QueryRegion.ForgetAnswers::new);
  }

  private CompletionStage<Boolean> forget(
      int id, Function<ActorRef<QueryRegion.Forgotten>, QueryRegion.Command> order) {
    return isRegion(id)
        ? services.region(id).ask(order::apply, limit).thenApply(forgotten -> true)
        : CompletableFuture.completedStage(false);
  }

  private static boolean isRegion(int id) {
    return id >= 0 && id < SlotHints.REGIONS;
  }

  private String place(int id) {
    return RegionPlaces.nodeOf(services.system(), id).orElse("region " + id);
  }

  private CompletionStage<RegionView> ask(int id) {
    return services.region(id).ask(QueryRegion.GetRegion::new, limit);
  }
}
