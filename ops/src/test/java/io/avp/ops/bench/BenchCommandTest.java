package io.avp.ops.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.avp.ops.bench.relay.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
        "relay --pings --inflight 8",
        "relay --pings --conns 8",
        "relay --pings --deflate",
        "relay --deflate --nodes 2",
        "relay --deflate --all",
        "relay --deflate --peer 127.0.0.1:1 --pid 1",
        "relay --peer 127.0.0.1:1",
        "relay --peer nowhere --pid 1",
        "memory --leaves 99",
        "memory --table-bits 13",
        "relay --peer 127.0.0.1:1 --pid 2147483647",
        "jmh --rounds 0",
        "jmh (",
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
  void aBenchThatThereIsNotIsAFailureForMachinesToo() throws Exception {
    assertEquals(1, line.execute("jmh", "NoSuchBench", "--json"));
    JsonNode last = lastLine();
    assertFalse(last.get("ok").asBoolean());
    assertEquals("no bench is called NoSuchBench", last.get("failures").get(0).asText());
  }

  @Test
  void aBaselineThatIsNoneIsAFailureForMachinesToo(@TempDir Path directory) throws Exception {
    for (String text : List.of("no JSON", "{}", "{\"ratios\":{\"a\":0}}")) {
      Path file = Files.writeString(directory.resolve("baseline.json"), text);
      assertEquals(1, line.execute("check", "--baseline", file.toString(), "--json"));
      String why = lastLine().get("failures").get(0).asText();
      assertTrue(why.startsWith(file + " is no baseline: "), why);
      assertFalse(said.toString().contains("\tat "), said.toString());
    }
  }

  private JsonNode lastLine() throws Exception {
    List<String> lines = said.toString().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  /** Lines that are broken in the text would be broken again where they do not fit. */
  @Test
  void helpIsBrokenIntoLinesByItsWidthOnly() {
    for (CommandLine command : line.getSubcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      String[] text = spec.usageMessage().description();
      assertTrue(text.length <= 2 && text[0].endsWith("."), spec.name() + ": " + text[0]);
      for (OptionSpec option : spec.options()) {
        assertEquals(1, option.description().length, option.longestName());
      }
    }
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
            "dense_8_deflate",
            "mid_64",
            "sparse_256",
            "sparse_2000",
            "inflight_8",
            "pings",
            "crossing_2",
            "spread_3");
    assertEquals(table, keys("--all"));
    assertEquals(
        Stream.concat(table.stream(), Stream.of("peer")).toList(),
        keys("--all", "--peer", "127.0.0.1:6346", "--pid", "1"));
  }

  @Test
  void anyRowOfOneNodeCanBeCompressed() {
    assertEquals(List.of("mid_64_deflate"), keys("--deflate", "--shape", "mid"));
    assertEquals(List.of("inflight_8_deflate"), keys("--deflate", "--inflight", "8"));
    assertEquals(List.of("dense_8_deflate", "sparse_256_deflate"), keys("--deflate"));
  }

  private static List<String> keys(String... arguments) {
    RelayCommand relay = CommandLine.populateCommand(new RelayCommand(), arguments);
    return relay.rows().stream().map(Row::key).toList();
  }
}
