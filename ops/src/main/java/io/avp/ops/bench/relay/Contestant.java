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
  private final String name;
  private final List<Long> pids;
  private final Connecting connecting;
  private Generator load;
  private long most = 20_000_000;
  private boolean renews;
  private JvmWatches watches;

  /** Opens all connections. */
  private interface Connecting {
    Generator open() throws IOException;
  }

  private Contestant(String name, List<Long> pids, Connecting connecting) throws IOException {
    this.name = name;
    this.pids = pids;
    this.connecting = connecting;
    this.watches = JvmWatches.of(List.of());
    this.load = open();
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
    return new Contestant(
        name,
        pids,
        () -> {
          Generator load =
              new Generator(fanOut, new QueryFrames(new Random().nextLong(), words, hops));
          try {
            load.open(dialler);
            return load;
          } catch (IOException e) {
            load.close();
            throw e;
          }
        });
  }

  private Generator open() throws IOException {
    try {
      return connecting.open();
    } catch (IOException e) {
      throw named(e);
    }
  }

  private IOException named(IOException e) {
    return new IOException(name + ": " + e.getMessage(), e);
  }

  /** From now on every round has new connections, and so many queries at most. */
  void renew(long queries) {
    renews = true;
    most = queries;
  }

  /** From now on rounds tell what its processes, which are JVMs, allocate and compile. */
  void watch() throws IOException {
    watches = JvmWatches.of(pids);
  }

  String name() {
    return name;
  }

  /** One round. */
  Round run(LoadShape shape, long nanos) throws IOException {
    if (renews) {
      load.close();
      load = open();
    }
    try {
      load.attend();
      long bytes = watches.allocated();
      long compiling = watches.compiling();
      long before = CpuTime.of(pids);
      Outcome outcome = load.run(shape, nanos, most);
      long cpu = CpuTime.of(pids) - before;
      return new Round(outcome, cpu, watches.allocated() - bytes, watches.compiling() - compiling);
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public void close() throws IOException {
    watches.close();
    load.close();
  }
}
