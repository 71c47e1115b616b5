package io.avp.ops.bench.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.node.cli.AvpCommand;
import io.avp.ops.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchNodesTest {
  private static final long LONG = 60;

  @TempDir private Path directory;

  /** True as soon as the process of a node has been started. */
  private boolean starts() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.anyMatch(file -> file.endsWith("bench-0.log"));
    }
  }

  @Test
  void whoEndsABenchWhileItsNodesStartLeavesNothingBehindAndSeesNoStackTrace() throws Exception {
    Path log = directory.resolve("bench.log");
    Process bench =
        JavaProcess.start(
            List.of("-Xmx256m", "-Djava.io.tmpdir=" + directory),
            AvpCommand.class.getName(),
            List.of("bench", "relay", "--conns", "8"),
            log);
    try {
      while (!starts()) {
        boolean ended = bench.waitFor(10, TimeUnit.MILLISECONDS);
        assertFalse(ended, ended ? Files.readString(log) : "");
      }
      List<ProcessHandle> children = bench.children().toList();
      bench.destroy();
      assertTrue(bench.waitFor(LONG, TimeUnit.SECONDS));
      for (ProcessHandle child : children) {
        child.onExit().get(LONG, TimeUnit.SECONDS);
      }
      String said = Files.readString(log);
      assertFalse(said.contains("\tat "), said);
      assertFalse(said.contains("Exception"), said);
      try (Stream<Path> left = Files.list(directory)) {
        assertTrue(left.noneMatch(Files::isDirectory), "a directory is left");
      }
    } finally {
      bench.descendants().forEach(ProcessHandle::destroyForcibly);
      bench.destroyForcibly();
    }
  }
}
