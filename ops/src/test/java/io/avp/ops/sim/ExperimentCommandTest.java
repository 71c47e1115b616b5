package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ExperimentCommandTest {
  private final StringWriter said = new StringWriter();
  private final CommandLine line =
      new CommandLine(new ExperimentCommand())
          .setErr(new PrintWriter(said))
          .setOut(new PrintWriter(said));

  @TempDir private Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "dynamics --peers 99",
        "dynamics --minutes 14",
        "dynamics --runs 0",
        "dynamics --threads 0",
        "signalling --peers 99",
        "signalling --questions 9",
        "all --peers 1000"
      })
  void whatIsOutOfRangeIsWrongUsage(String words) {
    assertEquals(2, line.execute(words.isEmpty() ? new String[0] : words.split(" ")));
  }

  @Test
  void aScenarioThatIsNotThereFails() {
    assertEquals(1, line.execute("dynamics", "--scenario", "none"));
    assertTrue(said.toString().contains("there is no such scenario"), said.toString());
  }

  @Test
  void allOfThemInSmallHoldWhatTheyMust() throws Exception {
    Path page = dir.resolve("all.html");
    int code = line.execute("all", "--small", "--json", "--report", page.toString());
    assertEquals(0, code, said.toString());
    List<String> lines = said.toString().lines().toList();
    JsonNode json = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertEquals("experiment all", json.path("name").asText());
    for (String figure : List.of("relations", "short_share", "m", "flat_avp")) {
      assertTrue(json.path("figures").has(figure), figure);
    }
    String html = Files.readString(page);
    assertTrue(html.contains("<h1>Relations that nobody manages</h1>"));
    assertTrue(html.contains("<h1>What a question costs</h1>"));
    assertTrue(html.contains("short-share"));
  }

  @Test
  void whatIsNotAsMeasuredFails() throws Exception {
    Path spoilt = dir.resolve("reference.conf");
    Files.writeString(
        spoilt, Files.readString(Scenarios.REFERENCE) + "\nrelations.short-share = 0\n");
    assertEquals(1, line.execute("dynamics", "--small", "--scenario", spoilt.toString()));
    assertTrue(said.toString().contains("fit_single"), said.toString());
  }

  @Test
  void whatDoesNotFitIsSaid() throws Exception {
    Path large = dir.resolve("large.conf");
    Files.writeString(
        large, Files.readString(Scenarios.REFERENCE) + "\ncontent.files-each = 900\n");
    int code = line.execute("signalling", "--peers", "1000000", "--scenario", large.toString());
    assertEquals(1, code);
    assertTrue(said.toString().contains("content.files-each"), said.toString());
  }

  @Test
  void aPageThatCannotBeWrittenIsSaidBeforeAnythingIsSimulated() {
    String page = dir.resolve("none/page.html").toString();
    assertEquals(1, line.execute("dynamics", "--peers", "1000000", "--report", page));
    assertTrue(said.toString().contains("--report"), said.toString());
  }
}
