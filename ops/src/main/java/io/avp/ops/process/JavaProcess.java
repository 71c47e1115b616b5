package io.avp.ops.process;

import io.avp.node.cli.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The command lines of child JVMs: java, flags and class path as the launcher gives them. */
public final class JavaProcess {
  private JavaProcess() {}

  /** The flags of a node's JVM. */
  public static List<String> nodeFlags() {
    return JavaCommand.nodeFlags();
  }

  /** Starts a main class in its own JVM; both its outputs are added to {@code log}. */
  public static Process start(
      List<String> flags, String mainClass, List<String> arguments, Path log) throws IOException {
    return builder(flags, mainClass, arguments)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Starts a main class in its own JVM; its standard streams are pipes to us. */
  public static Process startPiped(List<String> flags, String mainClass, List<String> arguments)
      throws IOException {
    return builder(flags, mainClass, arguments)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ProcessBuilder builder(
      List<String> flags, String mainClass, List<String> arguments) {
    return new ProcessBuilder(JavaCommand.of(flags, mainClass, arguments));
  }
}
