package io.avp.node.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class OutputTest {
  @Command
  private static final class Listing {
    @Mixin private final Output output = new Output();
  }

  @ParameterizedTest
  @CsvSource({"0.0, 0", "0.123456, 0.123", "9.996, 10", "12.3456789, 12.3", "1234.5678, 1235"})
  void aTableShowsNumbersRounded(double value, String text) {
    StringWriter out = new StringWriter();
    Listing listing = new Listing();
    new CommandLine(listing).setOut(new PrintWriter(out)).parseArgs();
    listing.output.table(List.of(Api.MAPPER.createObjectNode().put("rtt", value)), "RTT-MS=rtt");
    assertEquals("RTT-MS\n" + text + "\n", out.toString());
  }

  @Test
  void aTableShowsTextOfOthersEscapedAndCut() {
    List<JsonNode> items =
        List.of(
            Api.MAPPER
                .createObjectNode()
                .put("id", "a")
                .put("agent", "x\u001b[2J\n" + "y".repeat(99))
                .put("rtt", -1.0),
            Api.MAPPER.createObjectNode().put("id", "long id").putNull("agent").put("rtt", 2));
    StringWriter out = new StringWriter();
    Listing listing = new Listing();
    CommandLine line = new CommandLine(listing).setOut(new PrintWriter(out));
    line.parseArgs();
    listing.output.table(items, "ID=id", "AGENT=agent:20", "RTT=rtt");
    assertEquals(
        """
        ID       AGENT                 RTT
        a        x\\u001b[2J\\u000ayyy…  -
        long id                        2
        """,
        out.toString());
  }
}
