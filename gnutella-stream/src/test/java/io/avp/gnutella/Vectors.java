package io.avp.gnutella;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The golden vectors and the captures, as test data. */
public final class Vectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One golden vector: {@code json} is its entry in the index. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Vector(String name, String category, byte[] bytes, JsonNode json) {
    public boolean valid() {
      return json.path("valid").asBoolean();
    }

    public JsonNode expect() {
      return json.path("expect");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** One captured message or block. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Capture(String file, String kind, String transport, byte[] bytes) {
    @Override
    public String toString() {
      return file;
    }
  }

  private Vectors() {}

  public static Stream<Vector> golden(String... categories) {
    List<String> wanted = List.of(categories);
    List<Vector> found = new ArrayList<>();
    for (JsonNode v : tree("golden/index.json").path("vectors")) {
      if (wanted.contains(v.path("category").asText())) {
        found.add(
            new Vector(
                v.path("name").asText(),
                v.path("category").asText(),
                hex("golden/" + v.path("file").asText()),
                v));
      }
    }
    return found.stream();
  }

  public static Vector golden1(String name) {
    for (JsonNode v : tree("golden/index.json").path("vectors")) {
      if (v.path("name").asText().equals(name)) {
        return golden(v.path("category").asText())
            .filter(g -> g.name().equals(name))
            .findFirst()
            .orElseThrow();
      }
    }
    throw new IllegalArgumentException("no golden vector " + name);
  }

  public static int goldenCount() {
    return tree("golden/index.json").path("vectors").size();
  }

  public static Stream<Capture> captures() {
    List<Capture> found = new ArrayList<>();
    for (JsonNode c : tree("captures/index.json")) {
      String file = c.path("file").asText();
      byte[] bytes = file.endsWith(".hex") ? hex("captures/" + file) : resource("captures/" + file);
      found.add(new Capture(file, c.path("kind").asText(), c.path("transport").asText(), bytes));
    }
    return found.stream();
  }

  public static JsonNode tree(String name) {
    try {
      return JSON.readTree(resource(name));
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static byte[] hex(String name) {
    String text = new String(resource(name), StandardCharsets.US_ASCII).replaceAll("\\s", "");
    return HexFormat.of().parseHex(text);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
