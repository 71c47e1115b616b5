package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.Flood;
import io.avp.ops.bench.load.FloodRound;
import io.avp.ops.bench.load.LoadShape;
import java.io.IOException;
import java.io.PrintWriter;

/** A node, the flood that it is under, and what it does meanwhile. */
public final class FloodedNode implements AutoCloseable {
  private final PrintWriter out;
  private final Flood flood;
  private final long pid;
  private final JvmWatch watch;

  /**
   * Watches a node.
   *
   * @param flood has its connections
   * @param pid of the node
   */
  public FloodedNode(PrintWriter out, Flood flood, long pid) throws IOException {
    this.out = out;
    this.flood = flood;
    this.pid = pid;
    this.watch = JvmWatch.of(pid);
  }

  /** What floods it. */
  public Flood flood() {
    return flood;
  }

  /** Its process. */
  public long pid() {
    return pid;
  }

  /**
   * One round, and a line about it.
   *
   * @param what it is, for people
   */
  public Measured run(String what, long nanos, LoadShape shape) throws IOException {
    long cpu = CpuTime.of(pid);
    long compiling = watch.compiling();
    FloodRound round = flood.run(nanos, shape);
    Measured measured = new Measured(round, CpuTime.of(pid) - cpu, watch.compiling() - compiling);
    out.printf("%-18s %s%n", what, measured.text());
    out.flush();
    return measured;
  }

  /** Rounds that do not count, until its compilers rest. */
  public void warmUp(long nanos, LoadShape shape) throws IOException {
    WarmUpRule rule = new WarmUpRule();
    boolean warm = false;
    while (!warm) {
      warm = !rule.warmsUp(run("warm-up", nanos, shape).compilingShare());
    }
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }
}
