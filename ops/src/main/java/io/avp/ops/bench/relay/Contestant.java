package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.Dialler;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Generator;
import io.avp.ops.bench.load.LoadShape;
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
      LoadShape shape,
      Dialler dialler)
      throws IOException {
    QueryFrames frames = new QueryFrames(new Random().nextLong(), words.words(), hops);
    Generator load = new Generator(fanOut, frames, shape);
    try {
      load.open(dialler);
      return new Contestant(name, pids, load);
    } catch (IOException e) {
      load.close();
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  String name() {
    return name;
  }

  /** One round; CPU time of the relay per inbound descriptor, in nanoseconds. */
  Round run(long nanos) throws IOException {
    try {
      load.attend();
      long before = cpu();
      long count = load.run(nanos, MOST);
      return new Round(count, (cpu() - before) / (double) count);
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  private long cpu() throws IOException {
    long sum = 0;
    for (long pid : pids) {
      sum += CpuTime.of(pid);
    }
    return sum;
  }

  /** What a round found: descriptors, and CPU nanoseconds for each. */
  record Round(long descriptors, double nanosEach) {}

  @Override
  public void close() throws IOException {
    load.close();
  }
}
