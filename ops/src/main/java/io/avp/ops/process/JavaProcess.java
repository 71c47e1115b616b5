package io.avp.ops.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command lines of child JVMs: java, flags and class path as the launcher gives them. */
public final class JavaProcess {
  private JavaProcess() {}

  /** The flags of a node's JVM. */
  public static List<String> nodeFlags() {
    String flags =
        System.getenv()
            .getOrDefault("AVP_NODE_JAVA_OPTS", "-Xmx1g -Djava.net.preferIPv4Stack=true");
    return Arrays.stream(flags.split(" ")).filter(flag -> !flag.isBlank()).toList();
  }

  /** Starts a main class in its own JVM; both its outputs go to {@code log}. */
  public static Process start(
      List<String> flags, String mainClass, List<String> arguments, Path log) throws IOException {
    return builder(flags, mainClass, arguments)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
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
    String own = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    List<String> command = new ArrayList<>();
    command.add(System.getenv().getOrDefault("AVP_JAVA", own));
    command.addAll(flags);
    command.add("-cp");
    command.add(
        System.getenv().getOrDefault("AVP_CLASSPATH", System.getProperty("java.class.path")));
    command.add(mainClass);
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
