package io.avp.node.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Command lines of further JVMs: java, class path and archive of classes as the launcher says. */
public final class JavaCommand {
  private JavaCommand() {}

  /**
   * A command line.
   *
   * @param flags of the JVM
   * @param mainClass to run
   * @param arguments of the program
   */
  public static List<String> of(List<String> flags, String mainClass, List<String> arguments) {
    Map<String, String> environment = System.getenv();
    String own = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    List<String> command = new ArrayList<>();
    command.add(environment.getOrDefault("AVP_JAVA", own));
    String archive = environment.getOrDefault("AVP_ARCHIVE", "");
    // It is made in the background, after a build: until then a start is slower, no more.
    if (!archive.isEmpty() && Files.exists(Path.of(archive))) {
      command.add("-XX:SharedArchiveFile=" + archive);
      command.add("-Xlog:cds=off,cds+dynamic=off,class+path=off");
    }
    command.addAll(flags);
    command.add("-cp");
    command.add(environment.getOrDefault("AVP_CLASSPATH", System.getProperty("java.class.path")));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** The flags of the JVM of a node: those of the launcher, or the same ones that matter. */
  public static List<String> nodeFlags() {
    String flags =
        System.getenv()
            .getOrDefault(
                "AVP_NODE_JAVA_OPTS",
                "-Xmx1g -XX:+UseParallelGC -Djava.net.preferIPv4Stack=true"
                    + " -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400"
                    + " -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000");
    return Arrays.stream(flags.split(" ")).filter(flag -> !flag.isBlank()).toList();
  }
}
