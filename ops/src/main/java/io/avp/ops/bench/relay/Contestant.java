package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.BenchWords;
import io.avp.ops.bench.load.Dialler;
import io.avp.ops.bench.load.FanOut;
import io.avp.ops.bench.load.Generator;
import io.avp.ops.bench.load.LoadShape;
import io.avp.ops.bench.load.QueryFrames;
import java.io.IOException;
import java.util.Random;

/** A relay in a process of its own, and the load for it. */
final class Contestant implements AutoCloseable {
  private static final long MOST = 20_000_000;

  private final String name;
  private final long pid;
  private final Generator load;

  private Contestant(String name, long pid, Generator load) {
    this.name = name;
    this.pid = pid;
    this.load = load;
  }

  /** Connects the load to a relay. */
  static Contestant connect(
      String name, long pid, FanOut fanOut, BenchWords words, LoadShape shape, Dialler dialler)
      throws IOException {
    QueryFrames frames = new QueryFrames(new Random().nextLong(), words.words());
    Generator load = new Generator(fanOut, frames, shape);
    try {
      load.open(dialler);
      return new Contestant(name, pid, load);
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
      long before = CpuTime.of(pid);
      long count = load.run(nanos, MOST);
      return new Round(count, (CpuTime.of(pid) - before) / (double) count);
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  /** What a round found: descriptors, and CPU nanoseconds for each. */
  record Round(long descriptors, double nanosEach) {}

  @Override
  public void close() throws IOException {
    load.close();
  }
}
