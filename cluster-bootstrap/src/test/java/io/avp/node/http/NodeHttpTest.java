package io.avp.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.avp.node.RunningNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All routes of a real node with two leaves, against the description that it serves itself. */
@Timeout(120)
class NodeHttpTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\u001b[2J";

  @TempDir private static Path dir;
  private static RunningNode node;
  private static RawLeaf first;
  private static RawLeaf second;
  private static RawHttp http;
  private static JsonNode document;
  private static Schema schema;

  @BeforeAll
  static void start() throws Exception {
    node = RunningNode.start(dir, "--peers", "2");
    http = new RawHttp(node.endpoint().http());
    first = new RawLeaf("127.0.9.1", node.gnutellaPort(), HOSTILE);
    second = new RawLeaf("127.0.9.2", node.gnutellaPort(), "Second/1.0");
    document = http.json("/api/v1/openapi.json");
    schema = new Schema(document);
    awaitLinks(2);
  }

  @AfterAll
  static void end() throws Exception {
    first.close();
    second.close();
    node.close();
  }

  @Test
  void everyDescribedReadAnswersAsDescribed() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (var path : document.path("paths").properties()) {
      JsonNode get = path.getValue().path("get");
      boolean own = Set.of("/cluster/domain-events", "/api/v1/holdings").contains(path.getKey());
      if (own || get.isMissingNode()) {
        // Never ends by itself; needs a member that was browsed: their own tests.
        seen.add(path.getKey());
        continue;
      }
      RawHttp.Response response = http.ask("GET", filled(path.getKey()));
      assertEquals(200, response.status(), path.getKey() + response.body());
      JsonNode content = get.path("responses").path("200").path("content");
      String type = content.fieldNames().next();
      assertTrue(response.type().startsWith(type), path.getKey() + " is " + response.type());
      if (type.equals("application/json")) {
        assertEquals(
            List.of(),
            schema.faults(content.path(type).path("schema"), response.body()),
            path.getKey() + response.body());
      }
      assertEquals("nosniff", response.headers().get("x-content-type-options"));
      assertEquals("no-store", response.headers().get("cache-control"));
      seen.add(path.getKey());
    }
    assertEquals(document.path("paths").size(), seen.size());
  }

  @Test
  void whatIsNotDescribedIsNotPossible() throws IOException {
    for (var path : document.path("paths").properties()) {
      Set<String> allowed = new TreeSet<>();
      path.getValue().fieldNames().forEachRemaining(m -> allowed.add(m.toUpperCase(Locale.ROOT)));
      for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
        if (!allowed.contains(method)) {
          RawHttp.Response response = http.ask(method, filled(path.getKey()), bearer(node.token()));
          problem(405, "method-not-allowed", response);
          assertEquals(String.join(", ", allowed), response.headers().get("allow"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"VirtualPeer", "OverlayLink", "QueryRegion"})
  void akkasOwnPathsShowTheShards(String type) throws IOException {
    // A region lives from the first question on.
    http.json("/api/v1/regions/17");
    JsonNode regions = http.json("/cluster/shards/" + type).path("regions");
    int entities = 0;
    for (JsonNode region : regions) {
      entities += region.path("numEntities").asInt();
    }
    assertTrue(entities > 0, type + ": " + regions);
  }

  @Test
  void changesOfTheClusterAreStreamed() throws IOException {
    assertTrue(http.until("/cluster/domain-events", "event:").contains("event:MemberUp"));
  }

  @Test
  void aListComesInPartsThatMakeTheWhole() throws IOException {
    for (String list : List.of("peers", "links", "regions")) {
      Set<String> whole = new LinkedHashSet<>();
      http.json("/api/v1/" + list + "?limit=1000").path("items").forEach(i -> whole.add(id(i)));
      List<String> parts = new ArrayList<>();
      String cursor = "";
      do {
        JsonNode part = http.json("/api/v1/" + list + "?limit=1" + cursor);
        assertEquals(whole.size(), part.path("total").asInt(), list);
        part.path("items").forEach(i -> parts.add(id(i)));
        cursor = "&cursor=" + part.path("next").asText();
      } while (!cursor.equals("&cursor=") && parts.size() < 300);
      assertEquals(List.copyOf(whole), parts);
    }
  }

  @Test
  void linksOfOnePeerOnly() throws IOException {
    // Two leaves, and the mesh link that it owns.
    assertEquals(3, http.json("/api/v1/links?peer=tested-0").path("total").asInt());
    assertEquals(0, http.json("/api/v1/links?peer=tested-1").path("total").asInt());
    problem(404, "unknown-peer", http.ask("GET", "/api/v1/links?peer=nobody"));
  }

  @ParameterizedTest
  @CsvSource({
    "/nothing, 404, no-such-path",
    "/api/v1, 404, no-such-path",
    "/api/v1/peers/, 404, no-such-path",
    "/api/v1/peers/nobody, 404, unknown-peer",
    "/api/v1/peers/%3Cb%3E, 404, unknown-peer",
    "/api/v1/links/nobody~1~0000000001, 404, unknown-link",
    "/api/v1/links/tested~1~9999999999, 404, unknown-link",
    "/api/v1/links/x, 404, unknown-link",
    "/api/v1/regions/256, 404, unknown-region",
    "/api/v1/regions/-1, 404, unknown-region",
    "/api/v1/regions/x, 404, unknown-region",
    "/cluster/shards/Nothing, 404, unknown-type",
    "/cluster/members/akka://avp@127.0.0.1:1, 404, unknown-member",
    "/api/v1/peers?limit=0, 400, bad-parameter",
    "/api/v1/links?limit=1001, 400, bad-parameter",
    "/api/v1/links?limit=many, 400, bad-parameter",
    "/api/v1/regions?cursor=256, 400, bad-parameter",
    "/api/v1/ledger?peer=tested-0, 400, bad-parameter",
    "/api/v1/words?cursor=x, 400, bad-parameter",
    "/api/v1/words?limit=0, 400, bad-parameter",
    "/api/v1/links?cursor=zzz, 400, bad-parameter",
    "/api/v1/links?cursor=, 400, bad-parameter",
    "/api/v1/peers?cursor=a~b, 400, bad-parameter",
    "/api/v1/links?peer=nobody&cursor=zzz, 400, bad-parameter",
    "/%zz, 400, bad-request"
  })
  void aWrongQuestionIsAProblemWithAStableCode(String path, int status, String code)
      throws IOException {
    problem(status, code, http.ask("GET", path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"peers", "links", "regions"})
  void aParameterThatWouldBeIgnoredIsNamed(String list) throws IOException {
    for (String query : List.of("lmit=1&limit=1", "limit=1&lmit=1", "limit=1&limit=2")) {
      RawHttp.Response response = http.ask("GET", "/api/v1/" + list + "?" + query);
      problem(400, "bad-parameter", response);
      String name = query.contains("lmit") ? "'lmit'" : "'limit'";
      assertTrue(response.body().contains("Parameter " + name), response.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "NO-REQUEST\r\nHost: localhost\r\n\r\n"
      })
  void whatIsNoRequestIsAProblemToo(String request) throws IOException {
    problem(400, "bad-request", http.send(request));
  }

  @Test
  void tooMuchIsAProblemToo() throws IOException {
    problem(414, "bad-request", http.ask("GET", "/" + "a".repeat(3_000)));
    problem(431, "bad-request", http.ask("GET", "/", "X: " + "a".repeat(9_000)));
  }

  @Test
  void theHostHeaderMustBeOurs() throws IOException {
    for (String path : List.of("/", "/ready", "/metrics", "/api/v1/peers", "/cluster/members")) {
      problem(421, "wrong-host", http.ask("GET", path, "Host: evil.example"));
      assertEquals(200, http.ask("GET", path, "Host: 127.0.0.1").status());
    }
  }

  @Test
  void changesNeedTheToken() throws IOException {
    String link = "/api/v1/links/" + link("Second/1.0");
    problem(401, "token-missing", http.ask("DELETE", link));
    problem(403, "token-wrong", http.ask("DELETE", link, bearer("0".repeat(48))));
    problem(401, "token-missing", http.ask("DELETE", link, "Authorization: Basic eDp5"));
    assertEquals(200, http.ask("GET", link).status());
  }

  @Test
  void aClosedLinkGetsAByeAndIsShownWithItsReason() throws Exception {
    try (RawLeaf third = new RawLeaf("127.0.9.3", node.gnutellaPort(), "Third/1.0")) {
      awaitLinks(3);
      String link = "/api/v1/links/" + link("Third/1.0");
      RawHttp.Response response = http.ask("DELETE", link, bearer(node.token()));
      assertEquals(204, response.status(), response.body());
      assertEquals(2, third.lastDescriptor(), "the last descriptor is a Bye");
      awaitLinks(2);
      JsonNode closed = http.json(link);
      assertEquals("closed", closed.path("state").asText());
      assertNotEquals("", closed.path("closeReason").asText());
    }
  }

  @Test
  void aMeshLinkLastsAndSaysWhy() throws IOException {
    JsonNode mesh = null;
    for (JsonNode link : http.json("/api/v1/links").path("items")) {
      mesh = link.path("mode").asText().equals("mesh") ? link : mesh;
    }
    assertEquals("tested-0", mesh.path("peer").asText());
    assertEquals("tested-1", mesh.path("sibling").asText());
    problem(
        409, "mesh-link", http.ask("DELETE", "/api/v1/links/" + id(mesh), bearer(node.token())));
  }

  @Test
  void aRegionForgetsAndLearnsAgain() throws Exception {
    String region = "/api/v1/regions/17";
    problem(401, "token-missing", http.ask("DELETE", region));
    RawHttp.Response response = http.ask("DELETE", region, bearer(node.token()));
    assertEquals(204, response.status(), response.body());
    while (!http.json(region).path("complete").asBoolean()) {
      // The virtual peers tell it their part; the test's time limit ends this.
    }
    String none = "/api/v1/regions/256";
    problem(404, "unknown-region", http.ask("DELETE", none, bearer(node.token())));
  }

  @Test
  void aRegionForgetsWhatMembersHaveAnswered() throws Exception {
    String answers = "/api/v1/regions/17/answers";
    problem(401, "token-missing", http.ask("DELETE", answers));
    RawHttp.Response response = http.ask("DELETE", answers, bearer(node.token()));
    assertEquals(204, response.status(), response.body());
    problem(405, "method-not-allowed", http.ask("GET", answers));
    String none = "/api/v1/regions/256/answers";
    problem(404, "unknown-region", http.ask("DELETE", none, bearer(node.token())));
    problem(404, "no-such-path", http.ask("GET", answers + "/1"));
  }

  @Test
  void theLedgerNamesEachVirtualPeerAndSumsThemUp() throws IOException {
    JsonNode ledger = http.json("/api/v1/ledger");
    List<String> ids = new ArrayList<>();
    long received = 0;
    for (JsonNode row : ledger.path("peers")) {
      ids.add(id(row));
      assertTrue(row.path("exact").asBoolean(), row.toString());
      assertEquals(1, row.path("incarnation").asInt());
      received += row.at("/counters/entered/descriptors").asLong();
    }
    assertEquals(List.of("tested-0", "tested-1"), ids);
    JsonNode total = ledger.path("total");
    assertEquals(received, total.at("/counters/entered/descriptors").asLong());
    assertEquals(1, ledger.path("communities").size());
    assertTrue(http.ask("GET", "/").body().contains("id=\"ledger\""));
  }

  @Test
  void textOfPeersCannotBecomeMarkup() throws IOException {
    String body = http.ask("GET", "/api/v1/links").body();
    assertFalse(body.contains("\u001b"), body);
    RawHttp.Response page = http.ask("GET", "/");
    assertFalse(page.body().contains("onerror"), "the page has no text of peers in it");
    String policy = page.headers().get("content-security-policy");
    assertTrue(policy.startsWith("default-src 'none';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
  }

  @Test
  void metricsAreInTheFormOfPrometheusWithoutAddresses() throws IOException {
    RawHttp.Response metrics = http.ask("GET", "/metrics");
    while (!metrics.body().contains("\navp_leaves ")) {
      // Virtual peers tell their numbers on their next turn; the test's time limit ends this.
      metrics = http.ask("GET", "/metrics");
    }
    assertTrue(metrics.type().startsWith("text/plain; version=0.0.4"), metrics.type());
    for (String line : metrics.body().split("\n")) {
      assertTrue(
          line.startsWith("# ")
              || line.matches("[a-z][a-z0-9_]+(\\{[^}]*})? (-?[0-9.]+(E-?[0-9]+)?|NaN|\\+Inf)"),
          line);
    }
    assertTrue(metrics.body().contains("\navp_connections{state=\"open\"} "));
    assertTrue(metrics.body().contains("\navp_ledger_descriptors_total{kind=\"entered\"} "));
    assertFalse(metrics.body().contains("127.0."), metrics.body());
    // Whatever the node publishes has its row, and its help, in MetricName.
    List<String> rowless =
        metrics.body().lines().filter(line -> line.contains("without a row in the table")).toList();
    assertEquals(List.of(), rowless);
  }

  @Test
  void aHeadHasNoBody() throws IOException {
    for (String path : List.of("/", "/api/v1/peers", "/cluster/members")) {
      RawHttp.Response response = http.ask("HEAD", path);
      assertEquals(200, response.status());
      assertEquals("", response.body());
    }
  }

  private static void problem(int status, String code, RawHttp.Response response)
      throws IOException {
    assertEquals(status, response.status(), response.body());
    assertEquals("application/problem+json", response.type());
    JsonNode problem = document.at("/components/schemas/Problem");
    assertEquals(List.of(), schema.faults(problem, response.body()));
    JsonNode body = new ObjectMapper().readTree(response.body());
    assertEquals(code, body.path("code").asText());
    assertEquals(status, body.path("status").asInt());
  }

  private static String filled(String template) throws IOException {
    return template
        .replace("{address}", http.json("/cluster/members").path("selfNode").asText())
        .replace("{type}", "VirtualPeer")
        .replace("regions/{id}", "regions/17")
        .replace("peers/{id}", "peers/tested-0")
        .replace("links/{id}", "links/" + link("Second/1.0"));
  }

  private static String link(String userAgent) throws IOException {
    for (JsonNode link : http.json("/api/v1/links").path("items")) {
      if (link.path("userAgent").asText().equals(userAgent)) {
        return id(link);
      }
    }
    throw new IOException("no link of " + userAgent);
  }

  private static void awaitLinks(int count) throws IOException {
    // What a virtual peer knows of itself is told on its next turn; the test's time limit ends
    // this.
    while (leaves() != count && !Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private static long leaves() throws IOException {
    long leaves = 0;
    for (JsonNode link : http.json("/api/v1/links").path("items")) {
      leaves += link.path("mode").asText().equals("leaf") ? 1 : 0;
    }
    return leaves;
  }

  private static String id(JsonNode item) {
    return item.path("id").asText();
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }
}
