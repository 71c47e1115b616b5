package io.avp.gnutella.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.avp.gnutella.message.Bye;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two owners over real sockets: handshake in both roles, frames both ways, ends with reasons. */
class RelationsTest {
  private static ActorTestKit kit;
  private static IoShards shards;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create();
    shards = IoShards.start(kit.system(), StreamSettings.from(ConfigFactory.load()));
  }

  @AfterAll
  static void stop() {
    shards.close();
    kit.shutdownTestKit();
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void framesTravelBothWays(boolean acceptorDeflates, boolean initiatorDeflates) throws Exception {
    TestServent acceptor = new TestServent();
    TestServent initiator = new TestServent();
    acceptor.deflate = acceptorDeflates;
    initiator.deflate = initiatorDeflates;
    try (IoShards.Listener listener =
        shards.listen(new InetSocketAddress("127.0.0.1", 0), acceptor)) {
      shards.dial(listener.address(), null, initiator);
      Connection there = TestServent.next(acceptor.attached);
      Connection here = TestServent.next(initiator.attached);
      assertEquals(initiatorDeflates, there.relation().inflateInbound());
      assertEquals(acceptorDeflates, here.relation().inflateInbound());

      byte[] query =
          Query.of(Query.MARKED, "wombat lullaby", List.of(), Ggep.NONE)
              .frame(Guid.modern(3, 4), 3, 0);
      byte[] ping = Ping.plain().frame(Guid.modern(5, 6), 1, 0);
      for (int i = 0; i < 500; i++) {
        send(here, query, ping);
        assertArrayEquals(query, TestServent.next(acceptor.frames));
        assertArrayEquals(ping, TestServent.next(acceptor.frames));
      }
      send(there, query);
      assertArrayEquals(query, TestServent.next(initiator.frames));

      shards.close(here, CloseReason.MAKING_ROOM);
      byte[] bye = TestServent.next(acceptor.frames);
      assertEquals(DescriptorType.BYE, Header.type(bye, 0));
      assertEquals(202, Bye.decode(bye, Header.BYTES, bye.length - Header.BYTES).code());
      assertEquals(CloseReason.REMOTE_BYE, TestServent.next(acceptor.detached).reason());
      assertEquals(CloseReason.MAKING_ROOM, TestServent.next(initiator.detached).reason());
      ConnectionSnapshot account = here.snapshot();
      assertEquals(
          account.offeredFrames(),
          account.sentFrames()
              + account.droppedFrames().stream().mapToLong(Long::longValue).sum()
              + account.queuedFrames());
    }
  }

  @Test
  void aDialToNobodyFails() throws Exception {
    TestServent nobody = new TestServent();
    IoShards.Listener listener = shards.listen(new InetSocketAddress("127.0.0.1", 0), nobody);
    listener.close();
    TestServent initiator = new TestServent();
    shards.dial(listener.address(), null, initiator);
    assertEquals(CloseReason.CONNECT_FAILED, TestServent.next(initiator.failedDials));
  }

  private static void send(Connection to, byte[]... frames) {
    OutRound round = new OutRound(to.shard());
    for (byte[] frame : frames) {
      round.add(frame, 0, frame.length, to);
    }
    shards.submit(round);
  }
}
