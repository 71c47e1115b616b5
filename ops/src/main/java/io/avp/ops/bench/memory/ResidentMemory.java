package io.avp.ops.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that a process holds in memory, as the system says in {@code /proc/PID/status}. */
public final class ResidentMemory {
  private ResidentMemory() {}

  /**
   * Now.
   *
   * @throws IOException if there is no such process, or the system does not tell
   */
  public static long of(long pid) throws IOException {
    return parse(Files.readString(Path.of("/proc", Long.toString(pid), "status")), "VmRSS");
  }

  /**
   * The most that it ever held.
   *
   * @throws IOException if there is no such process, or the system does not tell
   */
  public static long peakOf(long pid) throws IOException {
    return parse(Files.readString(Path.of("/proc", Long.toString(pid), "status")), "VmHWM");
  }

  /**
   * The line of that key, in bytes.
   *
   * @throws IOException if there is none
   */
  static long parse(String status, String key) throws IOException {
    String line =
        status
            .lines()
            .filter(l -> l.startsWith(key + ":"))
            .findFirst()
            .orElseThrow(() -> new IOException("the system does not tell resident memory"));
    return Long.parseLong(line.split("\\s+")[1]) * 1024;
  }
}
