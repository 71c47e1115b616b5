package io.avp.ops.bench.memory;

import io.avp.ops.bench.load.BenchNodes;
import io.avp.ops.bench.load.IdleConnections;
import io.avp.ops.bench.load.LeafTables;
import io.avp.ops.bench.load.ServentDialler;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Attaches idle leaves to a node in steps and looks at its memory between them. */
public final class MemoryBench {
  private static final int FIRST = 100;
  private static final int STEPS = 3;

  private final int leaves;
  private final boolean classes;
  private final PrintWriter out;

  /**
   * A bench.
   *
   * @param leaves that a step adds
   * @param classes print which classes the bytes belong to
   */
  public MemoryBench(int leaves, boolean classes, PrintWriter out) {
    this.leaves = leaves;
    this.classes = classes;
    this.out = out;
  }

  /**
   * Runs it twice, with leaves that say nothing and with leaves that send a query table.
   *
   * @param bits binary logarithm of the tables' number of slots
   */
  public Report run(int bits) throws InterruptedException {
    Report report = new Report("bench memory");
    LeafTables tables = new LeafTables(bits);
    try {
      run("", i -> new byte[0], "<= 4096", "<= 2560", report);
      report.figure(
          "table_slots_present",
          Figure.of(
              IntStream.range(0, FIRST).map(i -> tables.of(i).present()).average().orElseThrow(),
              "of " + (1 << bits)));
      run("_with_table", tables::frames, "<= 8192", "<= 5120", report);
    } catch (IOException e) {
      report.failure(e.getMessage());
    }
    return report;
  }

  private void run(String kind, IntFunction<byte[]> opening, String must, String aim, Report report)
      throws IOException, InterruptedException {
    int all = FIRST + STEPS * leaves;
    try (BenchNodes node = BenchNodes.start("avp.gnutella.leaves-max = " + all);
        IdleConnections idle =
            new IdleConnections(
                new ServentDialler(i -> node.peers().get(0), i -> false, opening))) {
      // The first ones make the node load and set up what it has once only.
      idle.open(FIRST);
      JvmMemory first = JvmMemory.of(node.pids().get(0));
      JvmMemory before = first;
      double[] heap = new double[STEPS];
      for (int step = 0; step < STEPS; step++) {
        idle.open(leaves);
        JvmMemory after = JvmMemory.of(node.pids().get(0));
        heap[step] = (after.live() - before.live()) / (double) leaves;
        before = after;
        out.printf(
            "%,6d leaves%s   heap %,12d bytes (%,.0f each)   resident %,12d bytes%n",
            idle.size(), kind.replace('_', ' '), after.live(), heap[step], after.resident());
        out.flush();
      }
      idle.check();
      if (classes) {
        out.println("per relation" + kind.replace('_', ' ') + ":");
        out.println(before.classes().since(first.classes()).table(STEPS * leaves));
      }
      // Over all steps: from one to the next it follows what the collector has just touched.
      double resident = (before.resident() - first.resident()) / (double) (STEPS * leaves);
      report
          .figure("heap_per_relation" + kind, Figure.of(heap, "bytes").must(must).aim(aim))
          .figure("resident_per_relation" + kind, Figure.of(resident, "bytes"))
          .figure("relations" + kind, Figure.of(idle.held(), "").must("= " + all));
    }
  }
}
