package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.DegreeBand;
import io.avp.vcc.cache.FileStore;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pongs without end, each naming hosts nobody has asked for. */
class PongFloodAttackTest {
  @TempDir Path data;

  @Test
  void theGatewayHearsOnceASecondAndOfABoundedNumber() {
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
      PingFlow pings = new PingFlow(peer, new SlotBook(new DegreeBand(10, 5, 5)));
      Member liar =
          peer.neighbours.add(
              FakeConnection.of(PeerMode.ULTRAPEER, 1, "127.0.1.1:6000", null, null)::member);
      for (int i = 0; i < 50_000; i++) {
        HostAddress named = new HostAddress(0x7f00_0000 + i, 6_000);
        byte[] pong = new Pong(named, 1, 64, Ggep.NONE).frame(Guid.modern(3, i), 2, 1);
        pings.onPong(liar, pong, 0, pong.length);
      }
      gateway.expectNoMessage(java.time.Duration.ZERO);
      pings.tick();
      int heard = gateway.expectMessageClass(ServentGateway.Learned.class).hosts().size();
      assertTrue(heard > 0 && heard <= 256, "hosts: " + heard);
      pings.tick();
      gateway.expectNoMessage(java.time.Duration.ZERO);
      assertTrue(peer.pongs.size() <= 32, "one connection's share of the cache");
      assertTrue(peer.audit.snapshot().copies(io.avp.gnutella.message.DescriptorType.PONG) == 0);
      assertEquals(0, peer.neighbours.leaves().size());
    } finally {
      shards.close();
      kit.shutdownTestKit();
    }
  }
}
