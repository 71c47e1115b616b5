package io.avp.ops.bench.signalling;

import io.avp.ops.process.NodeProcess;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.Members;
import io.avp.ops.workload.Pace;
import io.avp.ops.workload.WorkloadReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What members of the other nodes find of each other after a node was killed, and when regions know
 * all again.
 */
final class LossRow {
  private static final double PER_SECOND = 20;
  private static final int MOST_SECONDS = 90;

  /** Windows go on for so long at least. */
  private static final int LEAST_SECONDS = 30;

  private final PrintWriter out;
  private final Stage stage;
  private final SplittableRandom random;
  private volatile double completeSeconds = -1;

  LossRow(PrintWriter out, Stage stage, SignallingSettings settings) {
    this.out = out;
    this.stage = stage;
    random = new SplittableRandom(settings.seed() + 4);
  }

  void run(Report report) throws IOException, InterruptedException {
    Members members = stage.members();
    int before = members.findings().windows().stream().mapToInt(w -> w.second()).max().orElse(-1);
    NodeProcess victim = stage.realm().nodes().get(1);
    List<String> texts = List.copyOf(stage.texts().keySet());
    int servents = stage.population().servents().size();
    long start = System.nanoTime();
    victim.kill();
    Thread watch = new Thread(() -> watch(start), "regions-watch");
    watch.start();
    Pace pace = new Pace(PER_SECOND);
    for (int i = 0; i < MOST_SECONDS * PER_SECOND; i++) {
      pace.await(i);
      int asker = random.nextInt(servents);
      while (!members.isThere(asker)) {
        asker = random.nextInt(servents);
      }
      members.ask(asker, texts.get(random.nextInt(texts.size())));
      if (!watch.isAlive() && i >= LEAST_SECONDS * PER_SECOND) {
        break;
      }
    }
    watch.interrupt();
    watch.join();
    Realm.await(Stage.DECIDED, "questions are decided", members::isDecided);
    double worst = 1;
    for (WorkloadReport.Window window : members.findings().windows()) {
      if (window.second() > before) {
        worst = Math.min(worst, window.recall());
        out.printf(
            "  kill -9, window at %3d s: %.4f, %d of %d files%n",
            window.second() - before, window.recall(), window.found(), window.expected());
      }
    }
    out.flush();
    if (completeSeconds < 0) {
      report.failure(
          "not all regions were complete " + MOST_SECONDS + " s after a node was killed");
    }
    report
        .figure("loss_worst_recall", Figure.of(worst, "").must(">= 0.99").aim(">= 0.999"))
        .figure(
            "loss_regions_complete", Figure.of(completeSeconds, "s").must("<= 60").aim("<= 30"));
  }

  private void watch(long start) {
    try {
      while (!stage.realm().isComplete()) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      completeSeconds = (System.nanoTime() - start) / 1e9;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      out.println("  regions cannot be seen: " + e.getMessage());
    }
  }
}
