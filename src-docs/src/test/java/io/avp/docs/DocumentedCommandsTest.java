package io.avp.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.avp.node.LaunchSettings;
import io.avp.node.cli.AvpCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the pages show is possible: each command, each setting, each link. */
class DocumentedCommandsTest {
  private static final Set<String> LANGUAGES = Set.of("sh", "hocon", "text");
  private static final Set<String> GOALS = Set.of("verify", "test", "spotless:apply");

  @TempDir private Path dir;

  @Test
  void everyBlockSaysWhatItIs() {
    Set<String> other = new TreeSet<>();
    for (Document page : Document.all()) {
      page.blocks().stream()
          .filter(block -> !LANGUAGES.contains(block.language()))
          .forEach(block -> other.add(block.path() + ": '" + block.language() + "'"));
    }
    assertEquals(Set.of(), other, "blocks whose content no test would look at");
  }

  @TestFactory
  List<DynamicTest> everyCommandIsKnown() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Document.Block block : Document.blocks("sh")) {
      for (String command : block.commands()) {
        tests.add(
            DynamicTest.dynamicTest(
                block.path().getFileName() + ": " + command, () -> check(command)));
      }
    }
    assertTrue(tests.size() >= 10, "found no commands");
    return tests;
  }

  @TestFactory
  List<DynamicTest> everySettingIsGood() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Document.Block block : Document.blocks("hocon")) {
      tests.add(
          DynamicTest.dynamicTest(
              block.path().getFileName() + ": " + block.lines(),
              () -> {
                Path file = Files.write(dir.resolve("shown.conf"), block.lines());
                Map<String, Object> flags = Map.of("avp.node.data", dir.toString());
                new LaunchSettings(flags, Map.of(), Optional.of(file)).read();
              }));
    }
    assertFalse(tests.isEmpty(), "found no settings");
    return tests;
  }

  @Test
  void everyLinkLeadsSomewhere() {
    Set<String> broken = new TreeSet<>();
    for (Document page : Document.all()) {
      for (String link : page.links()) {
        if (!link.contains("://") && !Files.exists(page.path().resolveSibling(link))) {
          broken.add(page.path().getFileName() + ": " + link);
        }
      }
    }
    assertEquals(Set.of(), broken);
  }

  private static void check(String command) throws IOException {
    List<String> words = Arrays.asList(command.split("\\s+"));
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "ops/avp" -> AvpCommand.create().parseArgs(rest.toArray(String[]::new));
      case "./mvnw" -> maven(rest);
      case "curl" -> described(words.get(words.size() - 1));
      default -> fail("nobody knows whether this works: " + command);
    }
  }

  private static void maven(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-pl")) {
        i++;
        assertTrue(Files.exists(Document.ROOT.resolve(words.get(i)).resolve("pom.xml")), word);
      } else if (!word.startsWith("-")) {
        assertTrue(GOALS.contains(word), word);
      }
    }
  }

  /** Nodes are asked for what their description of the API has. */
  private static void described(String url) throws IOException {
    String path = url.replaceFirst("^(http://)?localhost:7626", "").replaceFirst("\\?.*", "");
    try (InputStream in = AvpCommand.class.getResourceAsStream("/io/avp/node/http/openapi.json")) {
      List<String> templates = new ArrayList<>();
      new ObjectMapper().readTree(in).path("paths").fieldNames().forEachRemaining(templates::add);
      assertTrue(
          templates.stream()
              .anyMatch(template -> path.matches(template.replaceAll("\\{\\w+}", "[^/]+"))),
          path + " is none of " + templates);
    }
  }

  @Test
  void aWrongCommandWouldBeFound() {
    for (String wrong :
        List.of("ops/avp ups", "ops/avp up --hosts x", "./mvnw vrify", "curl localhost:7626/x")) {
      assertTrue(isRefused(wrong), wrong);
    }
  }

  private static boolean isRefused(String command) {
    try {
      check(command);
      return false;
    } catch (CommandLine.ParameterException | AssertionError refused) {
      return true;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
