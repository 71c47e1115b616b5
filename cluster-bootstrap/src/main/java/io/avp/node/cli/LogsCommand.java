package io.avp.node.cli;

import io.avp.node.StateRoot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (lines < 0) {
      throw new CommandError(ExitCode.USAGE, "--lines must be 0 or more");
    }
    Path file = file();
    byte[] all = Files.readAllBytes(file);
    int from = lastLines(all, lines);
    PrintWriter out = spec.commandLine().getOut();
    out.print(new String(all, from, all.length - from, StandardCharsets.UTF_8));
    out.flush();
    if (follow) {
      follow(file, all.length, out);
    }
    return ExitCode.OK;
  }

  /** The log; of a node that never came so far, what its JVM printed. */
  private Path file() {
    Path base = root == null ? StateRoot.of(System.getenv()) : root;
    for (String name : new String[] {Supervisor.LOG, Supervisor.OUT}) {
      for (Path data : Target.directories(base)) {
        if ((node == null || data.getFileName().toString().equals(node))
            && Files.exists(data.resolve(name))) {
          return data.resolve(name);
        }
      }
    }
    throw new CommandError(
        ExitCode.NOT_FOUND,
        "no log of " + (node == null ? "any node" : "'" + node + "'") + " below " + base);
  }

  /** Where the last {@code count} lines begin. */
  static int lastLines(byte[] all, int count) {
    if (count == 0) {
      return all.length;
    }
    int left = count;
    // The end of the last line begins no further one.
    int from = Math.max(0, all.length - 1);
    while (from > 0 && !(all[from - 1] == '\n' && --left == 0)) {
      from--;
    }
    return from;
  }

  private static void follow(Path file, long from, PrintWriter out)
      throws IOException, InterruptedException {
    long seen = from;
    byte[] buffer = new byte[8_192];
    while (!out.checkError()) {
      TimeUnit.MILLISECONDS.sleep(300);
      long size = Files.exists(file) ? Files.size(file) : 0;
      // A shorter file is the next one: logs roll.
      seen = size < seen ? 0 : seen;
      if (size > seen) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
          log.seek(seen);
          for (int n = log.read(buffer); n > 0; n = log.read(buffer)) {
            out.print(new String(buffer, 0, n, StandardCharsets.UTF_8));
            seen += n;
          }
        }
        out.flush();
      }
    }
  }
}
