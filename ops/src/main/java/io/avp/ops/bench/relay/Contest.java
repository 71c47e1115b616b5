package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.LoadShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Runs relays in turn, under the same load, in the same minutes. */
final class Contest {
  private final PrintWriter out;
  private final int rounds;
  private final long nanos;

  /**
   * A way to run them.
   *
   * @param rounds that count; as many may be repeated
   * @param each length of a round of one relay
   */
  Contest(PrintWriter out, int rounds, Duration each) {
    this.out = out;
    this.rounds = rounds;
    this.nanos = each.toNanos();
  }

  /** Where it prints. */
  PrintWriter out() {
    return out;
  }

  /** Rounds that count. */
  int rounds() {
    return rounds;
  }

  /** Length of a round. */
  long nanos() {
    return nanos;
  }

  /**
   * Runs all rounds.
   *
   * @param key what is printed before each
   * @param cost CPU nanoseconds of a relay in a round, per descriptor or per copy
   * @param relays the yardstick first
   */
  Results hold(String key, LoadShape shape, ToDoubleFunction<Round> cost, List<Contestant> relays)
      throws IOException {
    RepeatRule rule = new RepeatRule(rounds);
    WarmUpRule warmUp = new WarmUpRule();
    Results results = new Results(rule);
    for (int turn = 0; results.size() < rounds; turn++) {
      Round[] found = new Round[relays.size()];
      for (int i = 0; i < found.length; i++) {
        // Who goes first changes, so that what drifts on the machine hits all alike.
        int next = (turn + i) % found.length;
        found[next] = relays.get(next).run(shape, nanos);
      }
      double yardstick = cost.applyAsDouble(found[0]);
      String which = "warm-up";
      if (warmUp.warmsUp(Stream.of(found).mapToDouble(Round::compilingShare).toArray())) {
        rule.warmUp(yardstick);
      } else if (rule.counts(yardstick)) {
        results.add(found);
        which = "round " + results.size();
      } else {
        which = "repeated";
      }
      print(key, which, cost, relays, found);
    }
    return results;
  }

  private void print(
      String key,
      String which,
      ToDoubleFunction<Round> cost,
      List<Contestant> relays,
      Round[] found) {
    StringBuilder line = new StringBuilder(String.format("%-15s %-9s", key, which));
    for (int i = 0; i < found.length; i++) {
      line.append(
          String.format(
              Locale.ROOT,
              " %8s %8.0f ns x %,10d",
              relays.get(i).name(),
              cost.applyAsDouble(found[i]),
              found[i].load().queries()));
    }
    out.println(line);
    out.flush();
  }
}
