package io.avp.gnutella.stream;

import static io.avp.gnutella.stream.FramerTest.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Flow;
import com.typesafe.config.ConfigFactory;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may come to a port besides well-behaved servents. */
class DoorTest {
  private static final int FLOOD = 500;
  private static ActorSystem<Void> system;
  private final TestServent servent = new TestServent();
  private IoShards shards;
  private IoShards.Listener port;

  @BeforeAll
  static void startSystem() {
    system = ActorSystem.create(Behaviors.empty(), "door");
  }

  @AfterAll
  static void stopSystem() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  @BeforeEach
  void listen() throws IOException {
    shards =
        IoShards.start(
            system,
            StreamSettings.from(
                ConfigFactory.parseString(
                        "avp.gnutella.stream { handshake-timeout = 300 ms, linger = 1 s,"
                            + " max-handshaking-per-net = 100, owner-batches = 2 }")
                    .withFallback(ConfigFactory.load())));
    port = shards.listen(new InetSocketAddress("127.0.0.1", 0), servent);
  }

  @AfterEach
  void close() {
    shards.close();
    assertEquals(0, shards.stats().open());
    assertEquals(0, shards.stats().handshaking());
    assertEquals(0, servent.slots.get());
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(t -> t.getName().startsWith("avp-io-")));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port.address().port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private void ends(String sent) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void everyEndHasItsReason() throws IOException {
    ends("\n\n");
    ends("CHAT me\r\n");
    ends("GET / HTTP/1.1\r\n\r\n");
    ends("GIV 0:zz/file\n\n");
    shards.close();
    assertEquals(
        Map.of(
            CloseReason.PROBE_DONE, 1L,
            CloseReason.UNKNOWN_PROTOCOL, 2L,
            CloseReason.HTTP_REFUSED, 1L),
        shards.stats().closed());
  }

  @Test
  void aSlowHandshakeEndsAtItsDeadline() throws IOException {
    ends("GNUTELLA CONNECT/0.6\r\nUser-");
    shards.close();
    assertEquals(Map.of(CloseReason.HANDSHAKE_TIMEOUT, 1L), shards.stats().closed());
  }

  @Test
  void manySilentConnectionsDoNotDisturbOne() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < FLOOD; i++) {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress("127.9." + i % 5 + ".1", 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port.address().port()), 10_000);
        silent.add(socket);
      }
      shards.dial(port.address(), InetAddress.getByName("127.3.0.1"), servent);
      TestServent.next(servent.attached);
      TestServent.next(servent.attached);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void httpKeepsTheConnectionForTheNextRequest() throws IOException {
    servent.http =
        Optional.of(
            Flow.of(HttpRequest.class)
                .map(r -> HttpResponse.create().withEntity("you asked for " + r.getUri().path())));
    try (Socket socket = connect()) {
      for (String path : List.of("/a", "/b")) {
        socket
            .getOutputStream()
            .write(
                ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        String answer = readUntil(socket.getInputStream(), "you asked for " + path);
        assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
      }
      assertEquals(1, shards.stats().http());
    }
  }

  private static String readUntil(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended after '" + text + "'");
      }
      text.append((char) b);
    }
    return text.toString();
  }

  @Test
  void wholeDatagramsArriveOthersAreCounted() throws Exception {
    TestServent other = new TestServent();
    IoShards.Listener from = shards.listen(new InetSocketAddress("127.4.0.1", 0), other);
    byte[] ping = frame(DescriptorType.PING, 1, 0, 3);
    from.sendDatagram(port.address(), new byte[] {1, 2, 3});
    from.sendDatagram(port.address(), ping);
    Owner.Datagram came = TestServent.next(servent.datagrams);
    assertArrayEquals(ping, came.bytes());
    assertEquals(from.address(), came.remote());
    assertEquals(1, shards.stats().datagramsMalformed());
  }

  @Test
  void withoutCreditNothingIsReadAndAfterReleaseAllComes() throws Exception {
    TestServent dialler = new TestServent();
    servent.hold = true;
    HostAddress there = port.address();
    shards.dial(there, InetAddress.getByName("127.5.0.1"), dialler);
    Connection out = TestServent.next(dialler.attached);
    TestServent.next(servent.attached);
    int sent = 0;
    while (shards.stats().readPauses() == 0) {
      OutRound round = new OutRound(out.shard(), 64);
      byte[] query = frame(DescriptorType.VENDOR, 1, 0, 20);
      round.frame(query, 0, query.length);
      round.to(out);
      shards.submit(round);
      sent++;
      Thread.onSpinWait();
    }
    assertTrue(servent.held.size() <= 3);
    servent.hold = false;
    while (servent.frames.size() < sent) {
      TestServent.next(servent.held).release();
      if (servent.held.isEmpty()) {
        break;
      }
    }
    for (int i = 0; i < sent; i++) {
      TestServent.next(servent.frames);
    }
  }
}
