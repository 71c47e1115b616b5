package io.avp.ops.bench.signalling;

import io.avp.ops.workload.GroundTruth;
import io.avp.ops.workload.MeasuredPopulation;
import io.avp.ops.workload.MeasuredQueries;
import io.avp.ops.workload.Members;
import io.avp.ops.workload.Pace;
import io.avp.ops.workload.Population;
import io.avp.ops.workload.ServentSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A realm whose members have come and are known, and what they will ask. */
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  static final Duration DECIDED = PATIENCE.multipliedBy(3);

  private static final Duration QUIET = Duration.ofSeconds(20);

  /** Slow enough that nothing waits for anything. */
  private static final int PER_SECOND = 60;

  private final Realm realm;
  private final Members members;
  private final Population population;
  private final Map<String, Integer> texts;
  private final SplittableRandom random;
  private final int present;

  /**
   * Sets it up.
   *
   * @param number tells its addresses from those of other stages of the same run, 0 to 7
   */
  Stage(ServentSystem system, SignallingSettings settings, int number, Cast cast)
      throws IOException, InterruptedException {
    present = settings.servents();
    int honest = present + cast.reserve();
    Population told =
        MeasuredPopulation.of(
            settings.seed(), honest, settings.firstIp(number), cast.unbrowsable());
    GroundTruth truth = new GroundTruth(told.servents());
    texts = MeasuredQueries.draw(settings.seed() + 1, settings.queries(), told, truth);
    population =
        MeasuredPopulation.poisoned(
            told, settings.seed() + 6, cast.poisoners(), settings.firstIp(number));
    random = new SplittableRandom(settings.seed() + 2);
    members = system.members(population, truth, PATIENCE);
    realm = new Realm(cast.answering(), settings.steady());
    try {
      realm.attach(members, present);
      realm.learn(
          members, cast.answering() ? knowable() : 0, cast.answering() ? sharing(false) : 0);
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** How many of them regions can know: who shares, and tells what. */
  long knowable() {
    return sharing(true);
  }

  private long sharing(boolean browsable) {
    return population.servents().subList(0, present).stream()
        .filter(member -> member.browsable() == browsable && !member.files().isEmpty())
        .count();
  }

  Realm realm() {
    return realm;
  }

  Members members() {
    return members;
  }

  Population population() {
    return population;
  }

  /** How many members came at the start. */
  int present() {
    return present;
  }

  /** All texts, each with the number of servents that have a match. */
  Map<String, Integer> texts() {
    return texts;
  }

  /** Somebody asks each text of a class once; what that cost, when all is quiet again. */
  Cost ask(Matches some) throws IOException, InterruptedException {
    return ask(
        texts.entrySet().stream()
            .filter(text -> some.has(text.getValue()))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Somebody asks each text; what that cost, when all is quiet again. */
  Cost ask(List<String> some) throws IOException, InterruptedException {
    Books before = realm.books(members);
    long matches = 0;
    Pace pace = new Pace(PER_SECOND);
    for (int i = 0; i < some.size(); i++) {
      pace.await(i);
      matches += members.ask(random.nextInt(present), some.get(i));
    }
    return new Cost(quiet().minus(before), matches);
  }

  /** Waits until no descriptor of a question or an answer is on its way. */
  Books quiet() throws IOException, InterruptedException {
    Realm.await(DECIDED, "questions are decided", members::isDecided);
    Books[] last = {realm.books(members)};
    Realm.await(
        QUIET,
        "quiet",
        () -> {
          Books before = last[0];
          last[0] = realm.books(members);
          return before.equals(last[0]);
        });
    return last[0];
  }

  @Override
  public void close() {
    members.close();
    realm.close();
  }
}
