package io.avp.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The description of the API and the router's table say the same. */
class OpenApiTest {
  private final JsonNode document = document();

  /** The description as it is served. */
  static JsonNode document() {
    try (InputStream in = StartPage.class.getResourceAsStream("openapi.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everyRouteOfTheTableIsDescribedAndNoOther() {
    Set<String> table = new TreeSet<>();
    for (Route route : HttpInterface.routes(null, new Health(null, () -> ""), null, null)) {
      assertTrue(table.add(route.method() + " " + route.template()), "twice: " + route.template());
    }
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertEquals(table, described);
  }

  @Test
  void everyOperationHasItsOwnNameAndDescribesItsHoles() {
    Set<String> names = new HashSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .forEach(
                        operation -> {
                          String name = operation.path("operationId").asText();
                          assertFalse(name.isEmpty());
                          assertTrue(names.add(name), name);
                          assertEquals(holes(path.getKey()), parameters(operation), name);
                        }));
  }

  @Test
  void everyChangeNeedsTheToken() {
    document
        .path("paths")
        .forEach(
            path ->
                path.properties()
                    .forEach(
                        operation ->
                            assertEquals(
                                !operation.getKey().equals("get"),
                                operation.getValue().path("security").path(0).has("token"),
                                operation.toString())));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Schema schema = new Schema(document);
    List<JsonNode> references = document.findParents("$ref");
    assertFalse(references.isEmpty());
    references.forEach(each -> assertFalse(schema.resolve(each).isMissingNode(), each.toString()));
  }

  private static List<String> holes(String template) {
    List<String> holes = new ArrayList<>();
    Matcher matcher = Pattern.compile("\\{(\\w+)}").matcher(template);
    while (matcher.find()) {
      holes.add(matcher.group(1));
    }
    return holes;
  }

  private static List<String> parameters(JsonNode operation) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asText().equals("path")) {
        names.add(parameter.path("name").asText());
      }
    }
    return names;
  }
}
