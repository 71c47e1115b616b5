package io.avp.ops.bench.relay;

import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Runs rows, one after the other. */
public final class RelayBench {
  /** Which rounds count and which figures are judged, for people. */
  public static final String RULES =
      "Rounds count as soon as the compilers of each JVM take no more than "
          + WarmUpRule.RESTING
          + " percent of its time, after "
          + WarmUpRule.LEAST
          + " rounds of warm-up at least and "
          + WarmUpRule.MOST
          + " at most. A round in which the NIO relay is more than "
          + RepeatRule.SLOWER
          + " times slower than at its best is repeated; after as many repeats as there are rounds"
          + " every one counts. What must be is judged by the median of those that count, and only"
          + " in rows of the table: those of --all, and --peer.";

  /** Seconds until the relays of a row have started and all connections are open, about. */
  private static final int START = 15;

  private final PrintWriter out;
  private final int rounds;
  private final Duration each;

  /**
   * A bench.
   *
   * @param rounds that count; as many may be repeated
   * @param each length of a round of one relay
   */
  public RelayBench(PrintWriter out, int rounds, Duration each) {
    this.out = out;
    this.rounds = rounds;
    this.each = each;
  }

  /** The figures of all rows; one that fails does not keep the others from being run. */
  public Report run(List<Row> rows) throws InterruptedException {
    Report report = new Report("bench relay");
    Contest contest = new Contest(out, rounds, each);
    out.printf(
        "This takes %d to %d minutes: until compilers rest, and with rounds that are repeated.%n",
        minutes(rows, WarmUpRule.LEAST + rounds), minutes(rows, WarmUpRule.MOST + 2 * rounds));
    out.flush();
    for (Row row : rows) {
      try {
        row.run(contest, report);
      } catch (IOException e) {
        report.failure(row.key() + ": " + e.getMessage());
      }
    }
    return report;
  }

  /** How long rows take, rounded up, if each of their contests has so many turns. */
  private long minutes(List<Row> rows, int turns) {
    long relays = rows.stream().mapToInt(Row::relays).sum();
    Duration all = each.multipliedBy(relays * turns).plusSeconds((long) START * rows.size());
    return all.plusSeconds(59).toMinutes();
  }
}
