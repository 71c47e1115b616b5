package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.DegreeBand;
import io.avp.vcc.cache.AnswerCache;
import io.avp.vcc.cache.FileStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pongs without end, each naming hosts nobody has asked for; a poisoned one goes nowhere. */
class PongFloodAttackTest {
  @TempDir Path data;

  @Test
  void nothingIsPassedOnAndTestsAreFew() {
    ActorTestKit kit = ActorTestKit.create("avp-pongs", TestNode.config(data));
    AvpSettings settings = AvpSettings.from(kit.system().settings().config());
    IoShards shards = IoShards.start(kit.system(), settings.stream());
    try {
      TestProbe<ServentGateway.Command> gateway = kit.createTestProbe();
      TestProbe<PeerDirectory.Command> directory = kit.createTestProbe();
      NodeServices services =
          new NodeServices(
              kit.system(),
              settings,
              shards,
              new Homes(settings),
              directory.getRef(),
              kit.<HomeKeeper.Command>createTestProbe().getRef(),
              kit.<RegionExchange.Command>createTestProbe().getRef(),
              new LocalRegions(),
              new FileStore(1 << 20, 1),
              new AnswerCache(1 << 20, Duration.ZERO, Duration.ZERO, () -> 1),
              kit.<BrowseLedger.Command>createTestProbe().getRef(),
              gateway.getRef(),
              new AtomicLong(),
              new NodeGauges(),
              new Random(1),
              () -> 1,
              () -> 1);
      PeerState peer =
          new PeerState(
              settings.peers().get(0),
              1,
              Guid.modern(1, 2),
              HostAddress.parse("127.0.0.1:6000"),
              services);
      PingFlow pings = new PingFlow(peer, new SlotBook(new DegreeBand(10, 5, 5, 0)));
      Member liar =
          peer.neighbours.add(
              FakeConnection.of(PeerMode.ULTRAPEER, 1, "127.0.1.1:6000", null, null)::member);
      List<HostAddress> asked = new ArrayList<>();
      HostTestFlow tests = new HostTestFlow(peer, noting(asked));
      for (int i = 0; i < 50_000; i++) {
        HostAddress named = new HostAddress(0x7f00_0000 + i, 6_000);
        byte[] pong = new Pong(named, 1, 64, Ggep.NONE).frame(Guid.modern(3, i), 2, 1);
        pings.onPong(liar, pong, 0, pong.length);
      }
      assertTrue(peer.pongs.size() <= 32, "one group's share of the cache");
      for (int i = 0; i < 10; i++) {
        pings.tick();
        tests.tick();
      }
      assertTrue(!asked.isEmpty() && asked.size() <= 32, "tests: " + asked.size());
      gateway.expectNoMessage(Duration.ZERO);
      assertEquals(List.of(), pings.hosts(10), "none of them was proved");
      // The liar answers for them, but not from their addresses, and does not know the tests.
      for (int i = 0; i < asked.size(); i++) {
        tests.onPong(HostAddress.parse("127.0.1.1:6000"), pong(asked.get(i), Guid.modern(3, i)));
        tests.onPong(asked.get(i), pong(asked.get(i), Guid.modern(3, i)));
      }
      tests.tick();
      gateway.expectNoMessage(Duration.ZERO);
      assertEquals(List.of(), pings.hosts(10));
      assertEquals(0, peer.audit.snapshot().copies(DescriptorType.PONG));
    } finally {
      shards.close();
      kit.shutdownTestKit();
    }
  }

  private static byte[] pong(HostAddress about, Guid id) {
    return new Pong(about, 1, 64, Ggep.NONE).frame(id, 1, 0);
  }

  private static IoShards.Listener noting(List<HostAddress> asked) {
    return new IoShards.Listener() {
      @Override
      public HostAddress address() {
        return HostAddress.parse("127.0.0.1:6000");
      }

      @Override
      public void sendDatagram(HostAddress remote, byte[] bytes) {
        asked.add(remote);
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
