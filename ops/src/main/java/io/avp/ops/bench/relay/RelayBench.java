package io.avp.ops.bench.relay;

import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Runs rows, one after the other. */
public final class RelayBench {
  private final Contest contest;

  /**
   * A bench.
   *
   * @param rounds that count; as many may be repeated
   * @param each length of a round of one relay
   */
  public RelayBench(PrintWriter out, int rounds, Duration each) {
    this.contest = new Contest(out, rounds, each);
  }

  /** The figures of all rows; one that fails does not keep the others from being run. */
  public Report run(List<Row> rows) throws InterruptedException {
    Report report = new Report("bench relay");
    for (Row row : rows) {
      try {
        row.run(contest, report);
      } catch (IOException e) {
        report.failure(row.key() + ": " + e.getMessage());
      }
    }
    return report;
  }
}
