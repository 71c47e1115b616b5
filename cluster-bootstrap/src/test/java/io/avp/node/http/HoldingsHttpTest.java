package io.avp.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.node.RunningNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a node tells of members' files, and forgets; over HTTP, of a leaf that it has browsed. */
@Timeout(120)
class HoldingsHttpTest {
  private static final Guid GUID = Guid.modern(0x1234_5678_9abc_def0L, 77);
  private static final String PATH = "/api/v1/holdings?member=";
  private static final String WORDS = "/api/v1/words";
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\u001b[2J wombat.ogg";
  private static final List<String> NAMES =
      List.of("wombat lullaby.ogg", "numbat nocturne.mp3", HOSTILE);

  @TempDir private static Path dir;
  private static RunningNode node;
  private static RawHttp http;
  private static Schema schema;

  @BeforeAll
  static void start() throws Exception {
    node = RunningNode.start(dir, "--peers", "2");
    http = new RawHttp(node.endpoint().http());
    schema = new Schema(http.json("/api/v1/openapi.json"));
  }

  @AfterAll
  static void end() {
    node.close();
  }

  private static SharingLeaf known(String address, Guid guid) throws IOException {
    SharingLeaf leaf =
        new SharingLeaf(address, node.gnutellaPort(), guid, NAMES.toArray(String[]::new));
    while (http.ask("GET", PATH + guid).status() != 200
        || http.json(PATH + guid).path("total").asInt() < NAMES.size()) {
      // It is browsed on one of the next turns; the test's time limit ends this.
    }
    return leaf;
  }

  @Test
  void filesAreListedWithWhoHasToldThemAndInParts() throws Exception {
    try (SharingLeaf leaf = known("127.0.9.4", GUID)) {
      JsonNode page = described(PATH + GUID);
      assertEquals(NAMES.size(), page.path("total").asInt());
      Set<String> names = new TreeSet<>();
      for (JsonNode item : page.path("items")) {
        names.add(item.path("name").asText());
        assertEquals("member", item.path("told").asText());
        assertEquals("127.0.9.4", item.path("source").asText());
        assertEquals("tested-0", item.path("via").path(0).asText());
        assertEquals(1_000, item.path("size").asInt());
        assertTrue(item.path("ageMinutes").asInt() <= 2, item.toString());
      }
      assertEquals(new TreeSet<>(NAMES), names);
      List<String> parts = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode part = described(PATH + GUID + "&limit=1" + cursor);
        assertEquals(1, part.path("items").size());
        part.path("items").forEach(item -> parts.add(item.path("id").asText()));
        cursor = "&cursor=" + part.path("next").asText();
      } while (!cursor.equals("&cursor="));
      List<String> whole = new ArrayList<>();
      page.path("items").forEach(item -> whole.add(item.path("id").asText()));
      assertEquals(whole, parts);
      theRegionsShowWhatTheyKnow();
      assertEquals(1, leaf.browses());
    }
  }

  private void theRegionsShowWhatTheyKnow() throws IOException {
    int files = 0;
    int words = 0;
    for (JsonNode region : http.json("/api/v1/regions?limit=1000").path("items")) {
      JsonNode knowledge = region.path("knowledge");
      files += knowledge.path("files").asInt();
      words += knowledge.path("words").asInt();
      boolean knows = knowledge.path("files").asInt() > 0;
      assertEquals(knows ? 1 : 0, knowledge.path("members").asInt(), region.toString());
      assertEquals(knows, knowledge.path("words").asInt() > 0, region.toString());
    }
    // Each file is known by its SHA-1 and by two words or more.
    assertTrue(files >= 3 * NAMES.size() && words >= 2 * NAMES.size(), files + ", " + words);
  }

  @Test
  void aPurgedMemberIsKnownNowhere() throws Exception {
    Guid guid = Guid.modern(5, 6);
    try (SharingLeaf leaf = known("127.0.9.5", guid)) {
      problem(401, "token-missing", http.ask("DELETE", PATH + guid));
      problem(403, "token-wrong", http.ask("DELETE", PATH + guid, bearer("0".repeat(48))));
      assertEquals(200, http.ask("GET", PATH + guid).status());
      RawHttp.Response response = http.ask("DELETE", PATH + guid, bearer(node.token()));
      assertEquals(204, response.status(), response.body());
      problem(404, "unknown-member", http.ask("GET", PATH + guid));
      problem(404, "unknown-member", http.ask("DELETE", PATH + guid, bearer(node.token())));
      assertEquals(1, leaf.browses(), "it is not browsed again at once");
    }
  }

  @Test
  void hotWordsAreHashedWithoutTheToken() throws Exception {
    try (SharingLeaf leaf = known("127.0.9.6", Guid.modern(7, 8));
        RawLeaf asker = new RawLeaf("127.0.9.7", node.gnutellaPort(), "Test/1.0")) {
      for (int i = 0; i < 3; i++) {
        asker.send(
            Query.of(Query.MARKED, "wombat lullaby", List.of(), Ggep.NONE)
                .frame(Guid.modern(31 + i, 1), 4, 0));
      }
      JsonNode hottest = http.json(WORDS + "?limit=1").path("items").path(0);
      while (hottest.path("count").asInt() < 3) {
        // The questions are on their way to their region; the test's time limit ends this.
        hottest = http.json(WORDS + "?limit=1").path("items").path(0);
      }
      assertTrue(hottest.path("word").asText().matches("[0-9a-f]{16}"), hottest.toString());
      assertTrue(hottest.path("hashed").asBoolean());
      assertFalse(http.ask("GET", WORDS).body().contains("lullaby"));
      assertFalse(http.ask("GET", WORDS, bearer("0".repeat(48))).body().contains("lullaby"));
      RawHttp.Response shown = http.ask("GET", WORDS, bearer(node.token()));
      assertEquals(
          "lullaby",
          new ObjectMapper().readTree(shown.body()).at("/items/0/word").asText(),
          shown.body());
      assertEquals(List.of(), schema.faults(form(WORDS), shown.body()));
      assertEquals(1, leaf.browses());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "00", "0123456789abcdef0123456789abcdeg", "%00"})
  void aBadGuidIsAProblem(String guid) throws IOException {
    problem(400, "bad-parameter", http.ask("GET", PATH + guid));
    problem(400, "bad-parameter", http.ask("DELETE", PATH + guid, bearer(node.token())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/holdings", "/api/v1/holdings?limit=5", "/api/v1/holdings?peer=tested-0"})
  void aMemberMustBeNamed(String path) throws IOException {
    problem(400, "bad-parameter", http.ask("GET", path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&cursor=x", "&cursor=", "&limit=0", "&member=", "&peer=x"})
  void aWrongPartIsAProblem(String more) throws IOException {
    problem(400, "bad-parameter", http.ask("GET", PATH + GUID + more));
  }

  @Test
  void aStrangerIsUnknown() throws IOException {
    problem(404, "unknown-member", http.ask("GET", PATH + Guid.modern(9, 9)));
    String stranger = PATH + Guid.modern(9, 9);
    problem(404, "unknown-member", http.ask("DELETE", stranger, bearer(node.token())));
  }

  private static JsonNode described(String path) throws IOException {
    RawHttp.Response response = http.ask("GET", path);
    assertEquals(200, response.status(), response.body());
    assertEquals(List.of(), schema.faults(form("/api/v1/holdings"), response.body()));
    return new ObjectMapper().readTree(response.body());
  }

  private static JsonNode form(String path) throws IOException {
    return OpenApiTest.document()
        .path("paths")
        .path(path)
        .at("/get/responses/200/content/application~1json/schema");
  }

  private static void problem(int status, String code, RawHttp.Response response)
      throws IOException {
    assertEquals(status, response.status(), response.body());
    assertEquals(code, new ObjectMapper().readTree(response.body()).path("code").asText());
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }
}
