package io.avp.ops.bench.idle;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Whether the system gives a process enough file descriptors for its connections. */
final class Descriptors {
  /** Files, pipes, selectors and other sockets of a node or of this process. */
  private static final int OTHERS = 400;

  private Descriptors() {}

  /** What is to be done before that many connections can be held; empty if nothing. */
  static Optional<String> missing(int connections) {
    // Child processes have the same limit. A JVM raises its own to what it may have.
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? missing(connections, system.getMaxFileDescriptorCount())
        : Optional.empty();
  }

  static Optional<String> missing(int connections, long limit) {
    long needed = (long) connections + OTHERS;
    return limit >= needed
        ? Optional.empty()
        : Optional.of(
            String.format(
                "%d connections need %d file descriptors in each of two processes, the limit is"
                    + " %d: raise it by ulimit -n %d, or ask for fewer by --conns",
                connections, needed, limit, needed));
  }
}
