package io.avp.ops.bench.memory;

import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.IdleConnections;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;

/** Attaches idle leaves to a node in steps and looks at its memory between them. */
public final class MemoryBench {
  private static final int FIRST = 100;
  private static final int STEPS = 3;

  private MemoryBench() {}

  /** Runs it; a step adds so many leaves. */
  public static Report run(int leaves, PrintWriter out) throws InterruptedException {
    Report report = new Report("bench memory");
    int all = FIRST + STEPS * leaves;
    try (BenchNodes node = BenchNodes.start("avp.gnutella.leaves-max = " + all);
        IdleConnections idle = new IdleConnections(ServentDialler.leaves(node.peers().get(0)))) {
      // The first ones make the node load and set up what it has once only.
      idle.open(FIRST);
      JvmMemory before = JvmMemory.of(node.pids().get(0));
      double[] heap = new double[STEPS];
      long residentAtFirst = before.resident();
      for (int step = 0; step < STEPS; step++) {
        idle.open(leaves);
        JvmMemory after = JvmMemory.of(node.pids().get(0));
        heap[step] = (after.live() - before.live()) / (double) leaves;
        before = after;
        out.printf(
            "%,6d leaves   heap %,12d bytes (%,.0f each)   resident %,12d bytes%n",
            idle.size(), after.live(), heap[step], after.resident());
        out.flush();
      }
      idle.check();
      // Over all steps: from one to the next it follows what the collector has just touched.
      double resident = (before.resident() - residentAtFirst) / (double) (STEPS * leaves);
      report
          .figure("heap_per_relation", Figure.of(heap, "bytes").must("<= 8192"))
          .figure("resident_per_relation", Figure.of(resident, "bytes"))
          .figure("relations", Figure.of(idle.size(), "").must("= " + all));
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }
}
