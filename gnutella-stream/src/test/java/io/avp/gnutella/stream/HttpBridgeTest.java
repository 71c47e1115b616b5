package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** HTTP on the Gnutella port, over real sockets: order, sizes, back-pressure, limits. */
class HttpBridgeTest {
  private static final String END = " HTTP/1.1\r\nHost: x\r\n\r\n";

  private static byte[] body(RawServent raw) throws Exception {
    String head = raw.head();
    int at = head.indexOf("Content-Length: ") + 16;
    byte[] body = new byte[Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)))];
    raw.in.readFully(body);
    return body;
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }

  @Test
  void oneConnectionServesOneRequestAfterAnother() throws Exception {
    try (TestPort port = new TestPort("");
        RawServent raw = new RawServent(port.connect())) {
      HttpSide.serve(port.servent, r -> HttpResponse.create().withEntity(r.getUri().path()));
      for (String path : new String[] {"/a", "/b", "/c"}) {
        raw.say("GET " + path + END);
        assertEquals(path, new String(body(raw), java.nio.charset.StandardCharsets.US_ASCII));
      }
      raw.say("HEAD /d" + END + "GET /e" + END); // the next one without waiting
      assertTrue(raw.head().startsWith("HTTP/1.1 200 OK\r\n")); // and no body behind it
      assertEquals("/e", new String(body(raw), java.nio.charset.StandardCharsets.US_ASCII));
      assertEquals(1, port.shards.stats().http());
    }
  }

  @Test
  void largeBodiesPassBothWays() throws Exception {
    byte[] up = noise(3 << 20);
    byte[] down = noise(9 << 20);
    try (TestPort port = new TestPort("");
        RawServent raw = new RawServent(port.connect())) {
      HttpSide.serve(
          port.servent, r -> HttpResponse.create().withEntity(HttpEntities.create(down)));
      raw.say("GET /" + END);
      assertArrayEquals(down, body(raw));

      try (RawServent pusher = new RawServent(port.connect())) {
        pusher.say("GIV 1:cfce31025cd0211102e39d2810aaca66/file\n\n");
        var bytes = TestServent.next(port.servent.pushed);
        var all =
            Source.<ByteString>maybe()
                .via(bytes)
                .fold(ByteString.emptyByteString(), ByteString::concat)
                .runWith(Sink.head(), TestPort.system());
        pusher.say(up);
        pusher.socket.shutdownOutput();
        assertArrayEquals(up, all.toCompletableFuture().get(10, TimeUnit.SECONDS).toArray());
      }
    }
  }

  @Test
  void aFlowThatIsSlowIsWaitedFor() throws Exception {
    try (TestPort port = new TestPort("");
        RawServent pusher = new RawServent(port.connect())) {
      pusher.say("GIV 1:cfce31025cd0211102e39d2810aaca66/file\n\n");
      var bytes = TestServent.next(port.servent.pushed);
      Thread sender =
          new Thread(
              () -> {
                try {
                  pusher.say(new byte[64 << 20]);
                  pusher.socket.shutdownOutput();
                } catch (java.io.IOException e) {
                  throw new AssertionError(e);
                }
              });
      sender.start();
      var count =
          Source.<ByteString>maybe()
              .via(bytes)
              .fold(0L, (n, b) -> n + b.size())
              .runWith(Sink.head(), TestPort.system());
      assertEquals(64L << 20, count.toCompletableFuture().get(30, TimeUnit.SECONDS));
      sender.join();
    }
  }

  @Test
  void aBrokenConnectionFailsTheFlowAndAWholeOneEndsIt() throws Exception {
    try (TestPort port = new TestPort("linger = 1 s");
        RawServent broken = new RawServent(port.connect())) {
      broken.say("GIV 1:cfce31025cd0211102e39d2810aaca66/file\n\n");
      var bytes = TestServent.next(port.servent.pushed);
      var end = Source.<ByteString>maybe().via(bytes).runWith(Sink.ignore(), TestPort.system());
      broken.socket.setSoLinger(true, 0); // a reset
      broken.hangUp();
      var outcome =
          end.handle((done, failure) -> failure).toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertEquals(CloseReason.IO_ERROR.text(), outcome.getMessage());
    }
  }

  @Test
  void moreThanItsShareIsRefused() throws Exception {
    try (TestPort port = new TestPort("http-per-owner = 1");
        RawServent first = new RawServent(port.connect());
        RawServent second = new RawServent(port.connect())) {
      HttpSide.serve(port.servent, r -> HttpResponse.create());
      first.say("GET /" + END);
      first.head();
      second.say("GET /" + END);
      second.drain();
      TestServent.until(() -> port.closed(CloseReason.TOO_MANY_HTTP) == 1);
      first.hangUp();
      TestServent.until(() -> port.shards.stats().http() == 0);
      try (RawServent third = new RawServent(port.connect())) {
        third.say("GET /" + END);
        third.head();
      }
    }
  }

  @Test
  void anOwnersErrorIsAnsweredAndItsPortServesOn() throws Exception {
    try (TestPort port = new TestPort("")) {
      port.servent.http =
          Optional.of(
              Flow.of(HttpRequest.class)
                  .map(
                      r -> {
                        if (r.getUri().path().equals("/bad")) {
                          throw new IllegalStateException("an owner's mistake, part of the test");
                        }
                        return HttpResponse.create();
                      }));
      try (RawServent raw = new RawServent(port.connect())) {
        raw.say("GET /bad" + END);
        raw.drain();
      }
      try (RawServent raw = new RawServent(port.connect())) {
        raw.say("GET /good" + END);
        assertTrue(raw.head().startsWith("HTTP/1.1 200 "));
      }
      TestServent.until(() -> port.shards.stats().http() == 0);
    }
  }
}
