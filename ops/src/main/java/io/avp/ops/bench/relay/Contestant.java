package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.Dialler;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Generator;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.Outcome;
import io.avp.ops.bench.load.QueryFrames;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** A relay in a process of its own, and the load for it. */
final class Contestant implements AutoCloseable {
  private static final long MOST = 20_000_000;

  private final String name;
  private final List<Long> pids;
  private final Generator load;
  private AllocatedBytes allocated;

  private Contestant(String name, List<Long> pids, Generator load) {
    this.name = name;
    this.pids = pids;
    this.load = load;
  }

  /**
   * Connects the load to a relay.
   *
   * @param pids its processes
   */
  static Contestant connect(
      String name,
      List<Long> pids,
      FanOut fanOut,
      BenchWords words,
      QueryFrames.Hops hops,
      Dialler dialler)
      throws IOException {
    QueryFrames frames = new QueryFrames(new Random().nextLong(), words, hops);
    Generator load = new Generator(fanOut, frames);
    try {
      load.open(dialler);
      return new Contestant(name, pids, load);
    } catch (IOException e) {
      load.close();
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  /** From now on rounds tell what the only process of it, a JVM, allocates. */
  void countAllocation() throws IOException {
    allocated = AllocatedBytes.of(pids.get(0));
  }

  String name() {
    return name;
  }

  /** One round. */
  Round run(LoadShape shape, long nanos) throws IOException {
    try {
      load.attend();
      long bytes = allocated();
      long before = cpu();
      Outcome outcome = load.run(shape, nanos, MOST);
      long cpu = cpu() - before;
      return new Round(outcome, cpu, allocated() - bytes);
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private long allocated() {
    return allocated == null ? 0 : allocated.read();
  }

  private long cpu() throws IOException {
    long sum = 0;
    for (long pid : pids) {
      sum += CpuTime.of(pid);
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    if (allocated != null) {
      allocated.close();
    }
    load.close();
  }
}
