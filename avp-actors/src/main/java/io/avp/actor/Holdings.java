package io.avp.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What the regions of all nodes know of servents' files, as everything above sees it. */
final class Holdings {
  private final ActorSystem<?> system;
  private final Duration limit;

  /** With the longest time to wait for a node. */
  Holdings(ActorSystem<?> system, Duration limit) {
    this.system = system;
    this.limit = limit;
  }

  /** A part of the list of files of a servent; nodes that do not answer are named. */
  CompletionStage<AvpSystem.Page<HoldingView>> page(Guid servent, String after, int most) {
    return Scattered.gather(
            nodes(
                limit,
                (ActorRef<HoldingsExchange.Listed> replyTo) ->
                    new HoldingsExchange.ListFiles(servent, after, most + 1, replyTo)))
        .thenApply(parts -> page(parts, most));
  }

  private static AvpSystem.Page<HoldingView> page(
      Scattered<HoldingsExchange.Listed> parts, int most) {
    List<HoldingView> items = new ArrayList<>();
    long total = 0;
    for (HoldingsExchange.Listed part : parts.answers()) {
      items.addAll(part.items());
      total += part.total();
    }
    items.sort(Comparator.comparing(HoldingView::id));
    List<HoldingView> page = List.copyOf(items.subList(0, Math.min(most, items.size())));
    String next = items.size() > most ? page.get(most - 1).id() : "";
    return new AvpSystem.Page<>(page, next, total, parts.missing());
  }

  /**
   * Forgets a servent's files: first the virtual peers, so that it is asked and nothing is told
   * again, then all nodes.
   */
  CompletionStage<PurgeView> purge(Guid servent, List<PeerEntry> realm) {
    List<Scattered.Part<HoldingsExchange.Purged>> peers = new ArrayList<>();
    for (PeerEntry peer : realm) {
      peers.add(
          new Scattered.Part<>(
              peer.node(),
              ask(peer.ref(), half(), replyTo -> new VirtualPeer.Purge(servent, replyTo))));
    }
    return Scattered.gather(peers)
        .thenCompose(
            first ->
                Scattered.gather(
                        nodes(
                            half(),
                            (ActorRef<HoldingsExchange.Purged> replyTo) ->
                                new HoldingsExchange.Purge(servent, replyTo)))
                    .thenApply(then -> purge(first, then)));
  }

  /** A purge takes two steps within the time to wait. */
  private Duration half() {
    return limit.dividedBy(2);
  }

  private static PurgeView purge(
      Scattered<HoldingsExchange.Purged> peers, Scattered<HoldingsExchange.Purged> nodes) {
    List<HoldingsExchange.Purged> all = new ArrayList<>(peers.answers());
    all.addAll(nodes.answers());
    List<String> missing = new ArrayList<>(peers.missing());
    missing.addAll(nodes.missing());
    return new PurgeView(
        all.stream().anyMatch(HoldingsExchange.Purged::known),
        missing.stream().distinct().sorted().toList());
  }

  private <T> List<Scattered.Part<T>> nodes(
      Duration patience, Function<ActorRef<T>, HoldingsExchange.Command> question) {
    List<Scattered.Part<T>> parts = new ArrayList<>();
    for (String node : HomeAllocation.nodes(system)) {
      HoldingsExchange.at(system, node)
          .ifPresent(ref -> parts.add(new Scattered.Part<>(node, ask(ref, patience, question))));
    }
    return parts;
  }

  private <M, T> CompletionStage<T> ask(
      ActorRef<M> who, Duration patience, Function<ActorRef<T>, M> question) {
    return AskPattern.<M, T>ask(who, question::apply, patience, system.scheduler());
  }
}
