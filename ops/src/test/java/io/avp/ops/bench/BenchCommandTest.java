package io.avp.ops.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {
  private final StringWriter said = new StringWriter();
  private final CommandLine line =
      new CommandLine(new BenchCommand())
          .setErr(new PrintWriter(said))
          .setOut(new PrintWriter(said));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "relay --conns 7",
        "relay --rounds 0",
        "relay --seconds 61",
        "relay --inflight 0",
        "relay --inflight 8 --conns 8",
        "relay --all --nodes 2",
        "relay --peer 127.0.0.1:1",
        "relay --peer nowhere --pid 1",
        "memory --leaves 99",
        "memory --table-bits 13",
        "jmh --rounds 0",
        "idle --conns 99",
        "idle --minutes 0",
        "overload --seconds 4",
        "check --baseline /nowhere/baseline.json"
      })
  void refusesWhatIsOutOfRange(String arguments) {
    assertEquals(2, line.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
  }

  @Test
  void explainsItself() {
    assertEquals(0, line.execute("relay", "--help"));
    assertTrue(said.toString().contains("--shape"), said.toString());
  }
}
