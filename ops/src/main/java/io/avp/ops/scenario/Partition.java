package io.avp.ops.scenario;

import io.avp.ops.chaos.ChaosNodes;
import io.avp.ops.chaos.FaultSchedule;
import io.avp.ops.chaos.ServingMeter;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.ServentSystem;
import io.avp.ops.workload.Workload;
import io.avp.ops.workload.WorkloadReport;
import io.avp.ops.workload.WorkloadSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One run: a cluster, servents on both sides, a cut, and what is left when it is over. */
final class Partition implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration HEAL = Duration.ofMinutes(2);
  private static final Duration ATTACH = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  /** The last answers shall come before the cut is healed, if they come soon. */
  private static final Duration LAST = Duration.ofSeconds(3);

  private static final Duration AFTER = Duration.ofSeconds(5);
  private static final int SERVENTS_PER_NODE = 8;
  private static final int RATE = 10;
  private static final int MOST_NOTES = 10;

  private final PrintWriter out;
  private final int count;
  private final int victim;
  private final ChaosNodes nodes;
  private final ServentSystem system = new ServentSystem();
  private boolean closed;

  Partition(PrintWriter out, int count, int victim) throws IOException {
    this.out = out;
    this.count = count;
    this.victim = victim;
    nodes = new ChaosNodes(count);
  }

  /**
   * Runs it.
   *
   * @param served true if the node that is cut off must go on serving its members
   */
  Report run(String kind, FaultSchedule schedule, boolean served)
      throws IOException, InterruptedException {
    Report report = new Report("partition-" + kind);
    report.figure("ready", Figure.of(nodes.awaitOne(START), "s").must(">= 0"));
    say(count + " nodes are one cluster; node " + (victim + 1) + " will be cut off");
    if (!report.isOk()) {
      return report.failure(nodes.tails());
    }
    try (ServingMeter serving = new ServingMeter(nodes.all())) {
      duringTheCut(report, schedule, served);
      double one = nodes.awaitOne(HEAL);
      if (one < 0) {
        report.failure("not one cluster within " + HEAL.toSeconds() + " s:\n" + nodes.tails());
      } else {
        say(String.format("one cluster again, %.1f s after healing", one));
      }
      report
          .figure("nodes_serving_least", Figure.of(serving.least(), "nodes").must(">= " + least()))
          .figure("restarts", Figure.of(nodes.restarts(), "nodes"))
          .figure(
              "one_cluster",
              Figure.of(one < 0 ? HEAL.toSeconds() : one, "s").must("<= 60").aim("<= 25"));
    }
    across(report);
    return report;
  }

  /** One that is cut off may end; the others must not. */
  private int least() {
    return count - 1;
  }

  private void duringTheCut(Report report, FaultSchedule schedule, boolean served)
      throws IOException, InterruptedException {
    Duration asking = schedule.length().minus(LAST);
    try (Workload workload = workload(1, Set.of(victim), asking)) {
      attach(report, workload);
      Thread driver = workload.driver();
      say("the cut begins, for " + schedule.length().toSeconds() + " s");
      driver.start();
      nodes.network().run(schedule);
      say("it is healed");
      driver.join();
      Figure own = recall(workload.askedAt(Set.of(victim)));
      report
          .figure("recall_rest", recall(workload.askedAt(rest())).must(">= 0.99").aim(">= 0.999"))
          .figure("recall_cut_off", served ? own.must(">= 0.99").aim(">= 0.999") : own)
          .figure(
              "unasked",
              served
                  ? Figure.of(workload.unasked(), "queries").must("= 0")
                  : Figure.of(workload.unasked(), "queries"))
          .figure("queries", Figure.of(workload.report().queries(), "queries").must(">= 1"));
      workload.report().problems().stream().limit(MOST_NOTES).forEach(one -> say("  note: " + one));
    }
  }

  private void across(Report report) throws IOException, InterruptedException {
    try (Workload workload = workload(2, Set.of(), AFTER)) {
      attach(report, workload);
      workload.run();
      WorkloadReport seen = workload.report();
      report.figure("recall_after", Figure.of(seen.recall(), "").must(">= 0.99").aim("= 1"));
      seen.problems().stream().limit(MOST_NOTES).forEach(one -> say("  note: " + one));
    }
  }

  private void attach(Report report, Workload workload) throws IOException, InterruptedException {
    if (!workload.attach(ATTACH)) {
      report.failure("not all servents could attach: " + workload.report().problems());
    }
    long end = System.nanoTime() + ATTACH.toNanos();
    while (nodes.tableFrames() < workload.tableFramesSent() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    TimeUnit.SECONDS.sleep(1);
  }

  private Workload workload(int seed, Set<Integer> apart, Duration asking) {
    int servents = count * SERVENTS_PER_NODE;
    return system.workload(
        new WorkloadSettings(
            seed,
            servents,
            firstIp(seed),
            nodes.ultrapeers(),
            -1,
            apart,
            RATE,
            asking,
            (int) (RATE * asking.toSeconds()),
            PATIENCE,
            0));
  }

  private Set<Integer> rest() {
    return IntStream.range(0, count)
        .filter(site -> site != victim)
        .boxed()
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Figure recall(WorkloadReport.Window asked) {
    return Figure.of(asked.recall(), "");
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }

  /** Two runs at a time use different addresses, and so do the workloads of one. */
  private static int firstIp(int workload) {
    int pid = (int) ProcessHandle.current().pid();
    return 0x7f60_0001 | (pid & 0x7ff) << 9 | (workload & 1) << 8;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      nodes.close();
      system.close();
    }
  }
}
