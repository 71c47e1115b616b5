package io.avp.ops.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What several JVMs do besides, all of them together. */
public final class JvmWatches implements AutoCloseable {
  private final List<JvmWatch> watches = new ArrayList<>();

  /**
   * Attaches to JVMs of the same user on this machine.
   *
   * @param pids none: all figures are 0
   */
  public static JvmWatches of(List<Long> pids) throws IOException {
    JvmWatches all = new JvmWatches();
    try {
      for (long pid : pids) {
        all.watches.add(JvmWatch.of(pid));
      }
      return all;
    } catch (IOException e) {
      all.close();
      throw e;
    }
  }

  /** As {@link JvmWatch#allocated}. */
  long allocated() {
    return sum(JvmWatch::allocated);
  }

  /** As {@link JvmWatch#compiling}. */
  public long compiling() {
    return sum(JvmWatch::compiling);
  }

  private long sum(ToLongFunction<JvmWatch> figure) {
    return watches.stream().mapToLong(figure).sum();
  }

  @Override
  public void close() throws IOException {
    for (JvmWatch watch : watches) {
      watch.close();
    }
  }
}
