package io.avp.node.cli;

import io.avp.node.StateRoot;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code avp logs}: what nodes in the background have written. */
@Command(name = "logs", description = "Prints the log of a node that 'avp up' started.")
final class LogsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "NODE", description = "The first one, if not given.")
  private String node;

  @Option(names = "--root", paramLabel = "DIR", description = "Directory of the nodes' files.")
  private Path root;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "100",
      description = "From the end. 100.")
  private int lines;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path base = root == null ? StateRoot.of(System.getenv()) : root;
    Path file =
        Target.directories(base).stream()
            .filter(data -> node == null || data.getFileName().toString().equals(node))
            .map(data -> data.resolve(Supervisor.LOG))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandError(
                        ExitCode.NOT_FOUND,
                        "no log of "
                            + (node == null ? "any node" : "'" + node + "'")
                            + " below "
                            + base));
    List<String> all = Files.readAllLines(file);
    all.subList(Math.max(0, all.size() - lines), all.size()).forEach(System.out::println);
    if (follow) {
      follow(file, System.out);
    }
    return ExitCode.OK;
  }

  private static void follow(Path file, PrintStream out) throws IOException, InterruptedException {
    long seen = Files.size(file);
    byte[] buffer = new byte[8_192];
    while (true) {
      TimeUnit.MILLISECONDS.sleep(300);
      long size = Files.exists(file) ? Files.size(file) : 0;
      // A shorter file is the next one: logs roll.
      seen = size < seen ? 0 : seen;
      if (size > seen) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
          log.seek(seen);
          for (int n = log.read(buffer); n > 0; n = log.read(buffer)) {
            out.write(buffer, 0, n);
            seen += n;
          }
        }
        out.flush();
      }
    }
  }
}
