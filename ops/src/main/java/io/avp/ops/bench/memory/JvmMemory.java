package io.avp.ops.bench.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of a JVM.
 *
 * @param classes of reachable objects, after a full collection
 * @param resident bytes that the process holds in memory
 */
public record JvmMemory(ClassHistogram classes, long resident) {
  private static final String JCMD = "jcmd";

  /** Asks a JVM to collect, twice: references that the first one cleared hold more. */
  public static JvmMemory of(long pid) throws IOException, InterruptedException {
    histogram(pid);
    return new JvmMemory(ClassHistogram.parse(histogram(pid)), ResidentMemory.of(pid));
  }

  /** Bytes of reachable objects. */
  public long live() {
    return classes.bytes();
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
}
