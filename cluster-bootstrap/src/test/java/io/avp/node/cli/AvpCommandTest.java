package io.avp.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
          "up", "down", "status", "peers", "links", "regions", "ledger", "logs", "node", "doctor"
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

  @Test
  void everyCommandHasHelp() {
    for (String name : AvpCommand.create().getSubcommands().keySet()) {
      assertEquals(ExitCode.OK, run(name, "--help"), name + err);
    }
    assertEquals(ExitCode.OK, run("config", "explain", "--help"));
  }

  @Test
  void configExplainsAndChecks() throws IOException {
    assertEquals(ExitCode.OK, run("config", "explain", "avp.node.http-port"));
    assertTrue(out.toString().contains("avp.node.http-port = 7626"), out.toString());
    assertEquals(ExitCode.USAGE, run("config", "explain", "avp.node.htp-port"));
    assertTrue(err.toString().contains("did you mean avp.node.http-port?"), err.toString());
    Path file = dir.resolve("avp.conf");
    Files.writeString(file, "avp.gnutella.leaves-max = -1");
    assertEquals(ExitCode.USAGE, run("config", "check", file.toString()));
    assertTrue(err.toString().contains("avp.gnutella.leaves-max: must be 0"), err.toString());
  }

  @Test
  void trainingRunsANodeAndEndsIt() {
    assertEquals(ExitCode.OK, run("train", dir.toString()), err.toString());
    assertTrue(Files.exists(dir.resolve("training/name")));
    assertEquals(ExitCode.UNREACHABLE, run("status", "--root", dir.toString()));
  }

  @ParameterizedTest
  @CsvSource({"0, ''", "1, 'c'", "2, 'b\nc'", "3, 'a\nb\nc'", "9, 'a\nb\nc'"})
  void logsBeginWithTheLastLines(int count, String expected) {
    for (String end : new String[] {"", "\n"}) {
      byte[] all = ("a\nb\nc" + end).getBytes(StandardCharsets.UTF_8);
      int from = LogsCommand.lastLines(all, count);
      String text = new String(all, from, all.length - from, StandardCharsets.UTF_8);
      assertEquals(expected, text.stripTrailing());
    }
  }

  private int run(String... arguments) {
    CommandLine line = AvpCommand.create();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
