package io.avp.ops.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.bench.relay.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
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
        "signalling --servents 29",
        "signalling --queries 99",
        "signalling --parts nothing",
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

  @Test
  void allRowsAreThoseOfTheTableAndThePeerIfThereIsOne() {
    List<String> table =
        List.of(
            "dense_8",
            "mid_64",
            "sparse_256",
            "sparse_2000",
            "inflight_8",
            "crossing_2",
            "spread_3");
    assertEquals(table, keys("--all"));
    assertEquals(
        Stream.concat(table.stream(), Stream.of("peer")).toList(),
        keys("--all", "--peer", "127.0.0.1:6346", "--pid", "1"));
  }

  private static List<String> keys(String... arguments) {
    RelayCommand relay = CommandLine.populateCommand(new RelayCommand(), arguments);
    return relay.rows().stream().map(Row::key).toList();
  }
}
