package io.avp.ops.bench.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of a JVM.
 *
 * @param live bytes of reachable objects, after a full collection
 * @param resident bytes that the process holds in memory
 */
public record JvmMemory(long live, long resident) {
  private static final String JCMD = "jcmd";

  /** Asks a JVM to collect, twice: references that the first one cleared hold more. */
  public static JvmMemory of(long pid) throws IOException, InterruptedException {
    histogram(pid);
    long live = total(histogram(pid));
    return new JvmMemory(live, resident(Files.readString(Path.of("/proc/" + pid + "/status"))));
  }

  private static String histogram(long pid) throws IOException, InterruptedException {
    Path own = Path.of(System.getProperty("java.home"), "bin", JCMD);
    Process jcmd =
        new ProcessBuilder(
                Files.isExecutable(own) ? own.toString() : JCMD,
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd failed: " + text.lines().findFirst().orElse(""));
    }
    return text;
  }

  /**
   * The last line of a class histogram: {@code Total, instances, bytes}.
   *
   * @throws IOException if there is none
   */
  static long total(String histogram) throws IOException {
    String line =
        histogram
            .lines()
            .filter(l -> l.startsWith("Total "))
            .findFirst()
            .orElseThrow(() -> new IOException("jcmd gave no histogram"));
    return Long.parseLong(line.strip().split("\\s+")[2]);
  }

  /**
   * The line {@code VmRSS} of {@code /proc/PID/status}.
   *
   * @throws IOException if there is none
   */
  static long resident(String status) throws IOException {
    String line =
        status
            .lines()
            .filter(l -> l.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow(() -> new IOException("the system does not tell resident memory"));
    return Long.parseLong(line.split("\\s+")[1]) * 1024;
  }
}
