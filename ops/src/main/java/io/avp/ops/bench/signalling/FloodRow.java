package io.avp.ops.bench.signalling;

import io.avp.gnutella.wire.Guid;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.FloodedOverlay;
import io.avp.ops.workload.ServentSystem;
import io.avp.vcc.monitor.Flooding;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * A real flood of servents of 0.4, without any virtual peer: it is to take as many descriptors as
 * the formula says.
 */
final class FloodRow {
  private static final int SERVENTS = 60;
  private static final int QUESTIONS = 20;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ServentSystem system;
  private final SignallingSettings settings;

  FloodRow(ServentSystem system, SignallingSettings settings) {
    this.system = system;
    this.settings = settings;
  }

  void run(Report report) throws IOException, InterruptedException {
    SecureRandom ids = new SecureRandom();
    try (FloodedOverlay overlay =
        system.flooded(
            settings.seed(),
            SERVENTS,
            Flooding.MEASURED_DEGREE,
            settings.firstIp(Part.flood.ordinal()))) {
      Realm.await(LIMIT, "the flooding servents are connected", overlay::isConnected);
      for (int i = 0; i < QUESTIONS; i++) {
        overlay.ask(Guid.modern(ids.nextLong(), ids.nextLong()), "flood");
      }
      long[] before = {-1};
      Realm.await(
          LIMIT,
          "the floods have ended",
          () -> {
            boolean quiet = before[0] == overlay.sent();
            before[0] = overlay.sent();
            return quiet;
          });
      double each = (double) overlay.sent() / QUESTIONS;
      int formula = 2 * overlay.relations() - overlay.size() + 1;
      report
          .figure(
              "flooded_each",
              Figure.of(each, "descriptors, 60 servents of 0.4")
                  .must(overlay.isCovered() ? "= " + formula : null))
          .figure(
              "flooded_2e_n_1", Figure.of(formula, "descriptors, 2E - N + 1 of this very graph"))
          .figure(
              "flooded_formula",
              Figure.of(Flooding.of(SERVENTS).flood(), "descriptors, mean over random graphs"));
    }
  }
}
