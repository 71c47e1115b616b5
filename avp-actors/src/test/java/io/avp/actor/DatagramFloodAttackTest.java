package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.avp.aol.topology.AdmissionPolicy;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.DegreeBand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datagrams faster than they can be looked at, to fill the memory. */
class DatagramFloodAttackTest {
  private static final HostAddress SELF = HostAddress.parse("127.0.0.1:6000");

  @Test
  void noMoreWaitThanTheBound() {
    ActorTestKit kit = ActorTestKit.create();
    try {
      TestProbe<VirtualPeer.Command> peer = kit.createTestProbe();
      PeerDoor door =
          new PeerDoor(
              peer.getRef(),
              0,
              new LocalIdentity(
                  PeerMode.ULTRAPEER, "AVP", Guid.modern(1, 2), SELF, 32, 4, Instant.EPOCH),
              new AdmissionPolicy(ip -> true, 1, List.of()),
              new SlotBook(new DegreeBand(1, 1, 1, 0)),
              GnutellaSettings.Deflate.NONE,
              new PeerHttp(kit.system(), peer.getRef(), java.util.List::of).flow());
      for (int i = 0; i < 1_000; i++) {
        door.onDatagrams(some(128));
      }
      assertEquals(PeerDoor.MAX_DATAGRAMS, taken(peer));
      door.onDatagrams(some(1));
      peer.expectNoMessage(java.time.Duration.ZERO);
      door.datagramsDone(10);
      door.onDatagrams(some(128));
      assertEquals(10, peer.expectMessageClass(VirtualPeer.Datagrams.class).datagrams().size());
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static int taken(TestProbe<VirtualPeer.Command> peer) {
    int taken = 0;
    while (taken < PeerDoor.MAX_DATAGRAMS) {
      taken += peer.expectMessageClass(VirtualPeer.Datagrams.class).datagrams().size();
    }
    return taken;
  }

  private static List<Owner.Datagram> some(int number) {
    List<Owner.Datagram> some = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      some.add(new Owner.Datagram(SELF, Ping.plain().frame(Guid.modern(3, i), 1, 0)));
    }
    return some;
  }

  @Test
  void aFloodOverTheWireIsSurvivedAndRelationsAreServed() throws Exception {
    try (TestNode node = TestNode.start("avp.peer-count = 1")) {
      TestServent leaf = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent flooder = TestServent.leaf(node, "127.0.1.2:0").listen();
      for (int i = 0; i < 20_000; i++) {
        flooder.datagram(node.address(0), Ping.plain().frame(Guid.modern(i, 9), 1, 0));
        if (i % 5_000 == 0) {
          leaf.settle();
        }
      }
      leaf.settle();
      assertTrue(flooder.datagrams.count(d -> true) <= 60, "one a second, five at once");
      node.exact(0);
      flooder.unlisten();
    }
  }
}
