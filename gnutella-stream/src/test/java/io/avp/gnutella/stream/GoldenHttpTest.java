package io.avp.gnutella.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.http.javadsl.model.HttpMessage;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import io.avp.gnutella.Vectors;
import io.avp.gnutella.Vectors.Capture;
import io.avp.gnutella.Vectors.Vector;
import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of HTTP and pushes, golden and captured, over real sockets. */
class GoldenHttpTest {
  static Stream<Vector> givs() {
    return vectors("giv", "giv-limewire");
  }

  static Stream<Vector> requests() {
    return vectors("http-get-n2r", "http-push-proxy");
  }

  static Stream<Vector> answers() {
    return vectors("http-206", "http-503-parq", "http-503-queue-legacy");
  }

  static Stream<Vector> callbacks() {
    return vectors("parq-queue-callback");
  }

  static Stream<Capture> capturedRequests() {
    return captures("http-01.a.txt", "http-03.a.txt", "giv-01.b.txt");
  }

  static Stream<Capture> capturedAnswers() {
    return captures("http-01.b.txt", "http-03.b.txt", "giv-01.a.txt");
  }

  private static Stream<Vector> vectors(String... names) {
    return Vectors.golden("http").filter(v -> List.of(names).contains(v.name()));
  }

  private static Stream<Capture> captures(String... files) {
    return Vectors.captures().filter(c -> List.of(files).contains(c.file()));
  }

  private static String header(HttpMessage message, String name) {
    return message.getHeader(name).orElseThrow(() -> new AssertionError("no " + name)).value();
  }

  @ParameterizedTest
  @MethodSource("givs")
  void aPushIsReadAndWritten(Vector vector) throws Exception {
    String line = new String(vector.bytes(), ISO_8859_1);
    JsonNode expect = vector.expect();
    try (TestPort port = new TestPort("");
        ServerSocket downloader = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        RawServent uploader = new RawServent(port.connect())) {
      uploader.say(vector.bytes());
      Owner.Giv giv = TestServent.next(port.servent.givs);
      assertEquals(expect.path("index").asLong(), giv.index());
      assertEquals(Guid.parse(expect.path("servent").asText()), giv.guid());
      assertEquals(expect.path("name").asText(), giv.name());

      HttpSide.serve(port.servent, r -> HttpResponse.create());
      port.shards.dialGiv(
          HostAddress.parse("127.0.0.1:" + downloader.getLocalPort()),
          InetAddress.getByName("127.0.5.1"),
          line.strip(),
          port.servent);
      try (RawServent raw = new RawServent(downloader.accept())) {
        byte[] came = new byte[vector.bytes().length];
        raw.in.readFully(came);
        assertArrayEquals(vector.bytes(), came);
        assertEquals("/127.0.5.1", raw.socket.getInetAddress().toString());
        raw.say("GET /get/7/a%20b.mp3 HTTP/1.1\r\nHost: a\r\n\r\n");
        assertTrue(raw.head().startsWith("HTTP/1.1 200 OK\r\n"));
      }
    }
  }

  private static HttpRequest served(byte[] request) throws Exception {
    try (TestPort port = new TestPort("");
        RawServent raw = new RawServent(port.connect("127.0.5.1"))) {
      BlockingQueue<HttpRequest> seen = HttpSide.serve(port.servent, r -> HttpResponse.create());
      raw.say(request);
      assertTrue(raw.head().startsWith("HTTP/1.1 200 OK\r\n"));
      HttpRequest came = TestServent.next(seen);
      assertEquals(
          "127.0.5.1",
          came.getAttribute(akka.http.javadsl.model.AttributeKeys.remoteAddress)
              .flatMap(akka.http.javadsl.model.RemoteAddress::getAddress)
              .orElseThrow()
              .getHostAddress());
      return came;
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestReachesTheOwnerWhole(Vector vector) throws Exception {
    HttpRequest request = served(vector.bytes());
    JsonNode expect = vector.expect();
    if (expect.has("urn")) {
      assertEquals("/uri-res/N2R", request.getUri().path());
      assertEquals(expect.path("urn").asText(), request.getUri().rawQueryString().orElseThrow());
      assertEquals(expect.path("urn").asText(), header(request, "X-Gnutella-Content-URN"));
      JsonNode range = expect.path("range");
      assertEquals(
          "bytes=" + range.get(0).asText() + "-" + range.get(1).asText(), header(request, "Range"));
      List<String> alternatives =
          Arrays.stream(header(request, "X-Alt").split(", "))
              .map(a -> a.contains(":") ? a : a + ":6346")
              .toList();
      assertEquals(expect.path("alts").get(0).asText(), alternatives.get(0));
      assertEquals(expect.path("alts").get(1).asText(), alternatives.get(1));
    } else {
      assertEquals("/gnutella/push-proxy", request.getUri().path());
      assertEquals(expect.path("node").asText(), header(request, "X-Node"));
      assertEquals(
          expect.path("servent").asText(),
          Sha1.guidOfBase32(request.getUri().query().get("ServerId").orElseThrow())
              .orElseThrow()
              .toString());
    }
  }

  @ParameterizedTest
  @MethodSource("capturedRequests")
  void aCapturedRequestReachesTheOwnerWhole(Capture capture) throws Exception {
    String text = new String(capture.bytes(), ISO_8859_1);
    HttpRequest request = served(capture.bytes());
    for (String line : text.strip().split("\r\n")) {
      int colon = line.indexOf(": ");
      if (colon < 0) {
        assertTrue(line.contains(request.getUri().toRelative().toString()), line);
      } else {
        assertEquals(line.substring(colon + 2), header(request, line.substring(0, colon)));
      }
    }
  }

  /** The answer that a downloader gets through the byte bridge, behind a push. */
  private static HttpResponse pushed(byte[] answer) throws Exception {
    try (TestPort port = new TestPort("");
        RawServent uploader = new RawServent(port.connect())) {
      uploader.say("GIV 1:cfce31025cd0211102e39d2810aaca66/file\n\n");
      var response =
          HttpSide.ask(TestServent.next(port.servent.pushed), HttpRequest.GET("/get/1/a%20b"));
      assertTrue(uploader.head().startsWith("GET /get/1/a%20b HTTP/1.1\r\n"));
      uploader.say(answer);
      return response.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerReachesTheOwnerWhole(Vector vector) throws Exception {
    HttpResponse response = pushed(vector.bytes());
    JsonNode expect = vector.expect();
    assertEquals(expect.path("code").asInt(), response.status().intValue());
    if (expect.has("ttroot")) {
      assertTrue(header(response, "X-Thex-URI").endsWith(";" + expect.path("ttroot").asText()));
      JsonNode range = expect.path("range");
      assertEquals(
          "bytes %s-%s/%s"
              .formatted(range.get(0).asText(), range.get(1).asText(), range.get(2).asText()),
          header(response, "Content-Range"));
    } else if (expect.has("id")) {
      assertEquals(expect.path("retry_after").asText(), header(response, "Retry-After"));
      String queued = header(response, "X-Queued");
      assertTrue(queued.startsWith("position=" + expect.path("position").asText() + ";"));
      assertTrue(queued.endsWith("ID=" + expect.path("id").asText()));
    } else {
      JsonNode poll = expect.path("poll");
      assertEquals(
          "position=%s, pollMin=%s, pollMax=%s"
              .formatted(
                  expect.path("position").asText(), poll.get(0).asText(), poll.get(1).asText()),
          header(response, "X-Queue"));
    }
  }

  @ParameterizedTest
  @MethodSource("capturedAnswers")
  void aCapturedAnswerReachesTheOwnerWhole(Capture capture) throws Exception {
    String text = new String(capture.bytes(), ISO_8859_1);
    int http = text.indexOf("HTTP/1.1 "); // behind a GIV line in one of them
    HttpResponse response = pushed(text.substring(http).getBytes(ISO_8859_1));
    assertEquals(200, response.status().intValue());
    assertTrue(header(response, "Server").startsWith("gtk-gnutella/1.2.3"));
    assertTrue(header(response, "X-Features").startsWith("browse/1.0, fwalt/0.1, queue/1.1"));
    assertEquals(
        text.contains("x-gnutella-packets") ? "application/x-gnutella-packets" : "application/ogg",
        response.entity().getContentType().toString());
  }

  /** We queue nowhere, so nobody has reason to call us back: refused by name. */
  @ParameterizedTest
  @MethodSource("callbacks")
  void aCallbackOfAQueueIsNotForUs(Vector vector) throws Exception {
    String text = new String(vector.bytes(), ISO_8859_1).strip();
    assertEquals(
        "QUEUE "
            + vector.expect().path("id").asText()
            + " "
            + vector.expect().path("server").asText(),
        text);
    TestPort port = new TestPort("");
    try (port;
        RawServent raw = new RawServent(port.connect())) {
      raw.say(vector.bytes());
      assertEquals(0, raw.drain());
    }
    assertEquals(1, port.closed(CloseReason.UNKNOWN_PROTOCOL));
  }
}
