package io.avp.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AvpCommandTest {
  @TempDir private Path dir;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpListsTheCommands() {
    assertEquals(ExitCode.OK, run("--help"));
    for (String name :
        new String[] {
          "up", "down", "status", "peers", "links", "regions", "logs", "node", "doctor"
        }) {
      assertTrue(out.toString().contains("  " + name + " "), name);
    }
  }

  @Test
  void aMisspeltCommandIsUsageAndSuggests() {
    assertEquals(ExitCode.USAGE, run("staus"));
    assertTrue(err.toString().contains("status"), err.toString());
  }

  @Test
  void withoutANodeStatusIsUnreachable() throws IOException {
    assertEquals(ExitCode.UNREACHABLE, run("status", "--root", dir.toString(), "-o", "json"));
    assertEquals("{\"items\":[]}", out.toString().strip());
    assertEquals(ExitCode.UNREACHABLE, run("peers", "--root", dir.toString()));
    assertTrue(err.toString().contains("no node runs"), err.toString());
  }

  @Test
  void doctorPrintsJson() throws IOException {
    run("doctor", "--root", dir.toString(), "-o", "json");
    assertTrue(new ObjectMapper().readTree(out.toString()).path("items").size() >= 7);
  }

  @Test
  void logsOfNobodyAreNotFound() {
    assertEquals(ExitCode.NOT_FOUND, run("logs", "--root", dir.toString()));
  }

  @Test
  void downWithoutNodesIsFine() {
    assertEquals(ExitCode.OK, run("down", "--root", dir.toString()));
  }

  private int run(String... arguments) {
    CommandLine line = AvpCommand.create();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
