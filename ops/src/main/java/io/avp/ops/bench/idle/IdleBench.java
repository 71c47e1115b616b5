package io.avp.ops.bench.idle;

import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.IdleConnections;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.bench.memory.JvmMemory;
import io.avp.ops.bench.memory.ResidentMemory;
import io.avp.ops.bench.relay.CpuTime;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * Attaches leaves that do nothing but answer pings, each from an address of its own, and watches
 * what their node does. What must be held, and how long, does not depend on what is asked for: a
 * smaller run shows figures, but misses floors.
 */
public final class IdleBench {
  private static final int MUST_HOLD = 15_000;
  private static final int SHALL_HOLD = 18_000;
  private static final Duration MUST_LAST = Duration.ofMinutes(10);

  private static final int PART = 1000;
  private static final long SETTLE_NANOS = 10_000_000_000L;
  private static final long LOOK_NANOS = 30_000_000_000L;

  private final PrintWriter out;
  private final int connections;
  private final Duration time;

  /**
   * A bench.
   *
   * @param connections leaves
   * @param time how long they are held
   */
  public IdleBench(PrintWriter out, int connections, Duration time) {
    this.out = out;
    this.connections = connections;
    this.time = time;
  }

  /** Runs it. */
  public Report run() throws InterruptedException {
    Report report = new Report("bench idle");
    Optional<String> missing = Descriptors.missing(connections);
    if (missing.isPresent()) {
      return report.failure(missing.get());
    }
    if (connections < MUST_HOLD || time.compareTo(MUST_LAST) < 0) {
      say(
          "a smaller run, which cannot be ok: the floor is %,d leaves for %d minutes",
          MUST_HOLD, MUST_LAST.toMinutes());
    }
    String settings =
        String.format(
            "avp.gnutella.leaves-max = %d%navp.gnutella.stream.max-connections = %d%n",
            connections, connections + PART);
    try (BenchNodes node = BenchNodes.start(settings);
        IdleConnections idle = new IdleConnections(ServentDialler.leaves(node.peers().get(0)))) {
      long pid = node.pids().get(0);
      open(idle);
      idle.attend(SETTLE_NANOS);
      long start = System.nanoTime();
      double share = hold(idle, pid);
      double held = (System.nanoTime() - start) / 1e9;
      JvmMemory memory = JvmMemory.of(pid);
      report
          .figure(
              "relations_held",
              Figure.of(idle.held(), "").must(">= " + MUST_HOLD).aim(">= " + SHALL_HOLD))
          .figure("held_for", Figure.of(held, "s").must(">= " + MUST_LAST.toSeconds()))
          .figure("pings_answered", Figure.of(idle.answered(), ""))
          .figure("idle_cpu", Figure.of(100 * share, "% of a core").must("<= 5").aim("<= 2"))
          .figure("heap", Figure.of(memory.live(), "bytes"))
          .figure("resident", Figure.of(memory.resident(), "bytes"))
          .figure("resident_most", Figure.of(ResidentMemory.peakOf(pid), "bytes"));
      if (!idle.firstLoss().isEmpty()) {
        report.failure(idle.firstLoss());
      }
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }

  private void open(IdleConnections idle) throws IOException {
    long start = System.nanoTime();
    while (idle.size() < connections) {
      idle.open(Math.min(PART, connections - idle.size()));
    }
    say("%,d leaves attached in %.1f s", idle.size(), (System.nanoTime() - start) / 1e9);
  }

  /** Holds them for the time; CPU time of the node meanwhile, as a share of one core. */
  private double hold(IdleConnections idle, long pid) throws IOException {
    long start = System.nanoTime();
    long cpu = CpuTime.of(pid);
    long last = start;
    long lastCpu = cpu;
    while (last - start < time.toNanos()) {
      idle.attend(Math.min(LOOK_NANOS, time.toNanos() - (last - start)));
      long now = System.nanoTime();
      long nowCpu = CpuTime.of(pid);
      say(
          "%4d s   %,6d held   %5.2f %% of a core   resident %,d bytes",
          (now - start) / 1_000_000_000L,
          idle.held(),
          100.0 * (nowCpu - lastCpu) / (now - last),
          ResidentMemory.of(pid));
      last = now;
      lastCpu = nowCpu;
    }
    return (lastCpu - cpu) / (double) (last - start);
  }

  private void say(String format, Object... values) {
    out.printf(format + "%n", values);
    out.flush();
  }
}
