package io.avp.ops.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** CPU time that a process has used so far, all its threads, user and system, in nanoseconds. */
public final class CpuTime {
  /** The kernel reports to programs in hundredths of a second, whatever its own tick is. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private CpuTime() {}

  /**
   * Reads the clock of a living process.
   *
   * @throws IOException if there is no such process, or the system does not tell
   */
  public static long of(long pid) throws IOException {
    try {
      return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    } catch (NoSuchFileException e) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().totalCpuDuration())
          .map(Duration::toNanos)
          .orElseThrow(() -> new IOException("the CPU time of process " + pid + " is not known"));
    }
  }

  /** The same of several processes together. */
  public static long of(List<Long> pids) throws IOException {
    long sum = 0;
    for (long pid : pids) {
      sum += of(pid);
    }
    return sum;
  }

  /**
   * Reads the line {@code /proc/PID/stat}; the name in it, in parentheses, may hold anything.
   *
   * @throws IOException if it is no such line
   */
  static long parse(String stat) throws IOException {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    try {
      return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
          * NANOS_PER_TICK;
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
      throw new IOException("no times in: " + stat, e);
    }
  }
}
