package io.avp.ops.sim;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Overlays that nobody manages, watched for some time, and the same with each variation. Every run
 * stands for itself, so threads share them out; the outcome does not depend on how.
 */
final class DynamicsRun {
  private final Seen[] seen;
  private final int runs;

  private DynamicsRun(int runs) {
    this.runs = runs;
    seen = new Seen[runs * Variation.values().length];
  }

  /**
   * Watches all.
   *
   * @param peers of an overlay
   * @param seconds that it is watched for, more than the longest of {@link Seen#LAGS}
   * @param runs of each variation
   */
  static DynamicsRun of(Experiment.Setting setting, int peers, int seconds, int runs)
      throws InterruptedException {
    DynamicsRun all = new DynamicsRun(runs);
    Scenario rules = setting.rules();
    try (Threads threads = new Threads(setting.threads())) {
      threads.each(
          all.seen.length,
          1,
          () ->
              n -> {
                Variation variation = Variation.values()[n / runs];
                all.seen[n] =
                    new ChangingOverlay(
                            variation.of(rules.dynamics()),
                            variation.of(rules.flat()),
                            peers,
                            setting.seed(),
                            n % runs)
                        .run(seconds);
              });
    }
    return all;
  }

  /** What the runs of a variation have shown. */
  DynamicsTable table(Variation variation) {
    int from = variation.ordinal() * runs;
    return new DynamicsTable(List.of(Arrays.copyOfRange(seen, from, from + runs)));
  }

  int runs() {
    return runs;
  }

  /** SHA-256 of what has happened in all runs. */
  String digest() {
    RunDigest digest = new RunDigest();
    Stream.of(seen).map(Seen::digest).forEach(digest::add);
    return digest.hex();
  }
}
