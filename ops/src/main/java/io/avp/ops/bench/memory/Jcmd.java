package io.avp.ops.bench.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks another JVM by the tool of the JDK. */
final class Jcmd {
  private static final String JCMD = "jcmd";

  private Jcmd() {}

  /**
   * What it answers.
   *
   * @throws IOException if it does not
   */
  static String run(long pid, String command) throws IOException, InterruptedException {
    Path own = Path.of(System.getProperty("java.home"), "bin", JCMD);
    Process jcmd =
        new ProcessBuilder(
                Files.isExecutable(own) ? own.toString() : JCMD, Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd failed: " + text.lines().findFirst().orElse(""));
    }
    return text;
  }
}
