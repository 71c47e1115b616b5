package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** I/O shards with one listening servent; at the end nothing of them may be left. */
final class TestPort implements AutoCloseable {
  private static final ActorSystem<Void> SYSTEM =
      ActorSystem.create(
          Behaviors.empty(),
          "test-port",
          ConfigFactory.parseString("akka.daemonic = on").withFallback(ConfigFactory.load()));

  final TestServent servent = new TestServent();
  final IoShards shards;
  final IoShards.Listener listener;

  /** Opens a free port; {@code settings} are HOCON below {@code avp.gnutella.stream}. */
  TestPort(String settings) throws IOException {
    shards =
        IoShards.start(
            SYSTEM,
            StreamSettings.from(
                ConfigFactory.parseString("avp.gnutella.stream { " + settings + " }")
                    .withFallback(ConfigFactory.load())));
    listener = shards.listen(new InetSocketAddress("127.0.0.1", 0), servent);
  }

  static ActorSystem<Void> system() {
    return SYSTEM;
  }

  HostAddress address() {
    return listener.address();
  }

  /** A plain socket to the port, from an address of its own. */
  Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(address().socketAddress(), 10_000);
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** A plain socket to the port. */
  Socket connect() throws IOException {
    return connect("127.0.0.1");
  }

  long closed(CloseReason reason) {
    return shards.stats().closed().getOrDefault(reason, 0L);
  }

  /** Submits frames for one connection. */
  void send(Connection to, byte[]... frames) {
    OutRound round = new OutRound(to.shard());
    for (byte[] frame : frames) {
      round.add(frame, 0, frame.length, to);
    }
    shards.submit(round);
  }

  @Override
  public void close() {
    shards.close();
    IoStats left = shards.stats();
    assertEquals(0, left.open(), "open sockets");
    assertEquals(0, left.handshaking(), "handshakes");
    assertEquals(0, left.http(), "HTTP sockets");
    assertEquals(0, left.inflaters(), "inflaters");
    assertEquals(0, left.deflaters(), "deflaters");
    assertEquals(0, servent.slots.get(), "slots");
    // They end with the last of their actors, that of the stream.
    TestServent.until(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.isAlive() && t.getName().startsWith("avp-io-")));
  }
}
