package io.avp.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** What strangers send cannot forge a line of the log, nor fool the terminal that shows it. */
class PlainTextTest {
  @TempDir private Path dir;

  @Test
  void textOfOthersIsShownEscaped() {
    assertEquals("a\\u001b[2J\\u000ab\\u202e", PlainText.escape("a\u001b[2J\nb\u202e"));
    assertEquals("ä 漢 😀", PlainText.escape("ä 漢 😀"));
  }

  @Test
  void aLogLineStaysOneLineAndAStackTraceStaysBehindItsBar() throws Exception {
    List<String> lines =
        logged(
            "2026-01-01 INFO forged\n2026-01-01 INFO forged",
            new IllegalStateException("bad\n2026-01-01 INFO forged\u001b[2J"));
    assertTrue(lines.get(0).contains("WARN"), lines.toString());
    assertTrue(lines.get(0).endsWith("from 2026-01-01 INFO forged\\u000a2026-01-01 INFO forged"));
    assertTrue(lines.size() > 3, lines.toString());
    for (String line : lines.subList(1, lines.size())) {
      assertTrue(line.startsWith("  | "), line);
    }
    assertTrue(lines.contains("  | 2026-01-01 INFO forged\\u001b[2J"), lines.toString());
  }

  /** One warning through the configuration of nodes in the background. */
  private List<String> logged(String text, Exception cause) throws JoranException, IOException {
    LoggerContext context = new LoggerContext();
    Path log = dir.resolve("node.log");
    context.putProperty("avp.log", log.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(PlainText.class.getResource("/logback-background.xml"));
    Logger logger = context.getLogger("test");
    logger.warn("from {}", text, cause);
    context.stop();
    return Files.readAllLines(log);
  }
}
