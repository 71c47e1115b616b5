package io.avp.node.cli;

import io.avp.node.LaunchSettings;
import io.avp.node.Node;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Loads the classes that nodes and a command load, and ends: run with {@code
 * -XX:ArchiveClassesAtExit}, the JVM keeps them in a form that later starts map into memory.
 */
@Command(name = "train", hidden = true, description = "Used by the launcher after a build.")
final class TrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "For the files of a node; nothing of it is kept.")
  private Path root;

  @Override
  public Integer call() {
    Node first = start("training", "");
    // What nodes say to each other needs classes of its own.
    Node second = start("second", first.endpoint().remoting());
    for (String command : new String[] {"status", "peers", "links", "regions"}) {
      CommandLine line = AvpCommand.create();
      line.setOut(new PrintWriter(Writer.nullWriter()));
      line.execute(command, "--root", root.toString());
    }
    second.stop();
    first.stop();
    return ExitCode.OK;
  }

  private Node start(String name, String seeds) {
    Map<String, Object> flags =
        Map.of(
            "avp.node.name",
            name,
            "avp.node.data",
            root.resolve(name).toString(),
            "avp.first-port",
            "0",
            "avp.node.http-port",
            "0",
            "avp.node.remoting-port",
            "0",
            "avp.node.seeds",
            seeds);
    return Node.start(new LaunchSettings(flags, Map.of(), Optional.empty()).read());
  }
}
