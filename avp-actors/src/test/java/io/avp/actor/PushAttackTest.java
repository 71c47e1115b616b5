package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pushes as a weapon: to have many servents dial a victim, or to take another's pushes. */
class PushAttackTest {
  private static final DescriptorType PUSH = DescriptorType.PUSH;

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = TestNode.start("avp.peer-count = 1");
  }

  @AfterAll
  static void stop() {
    node.exact(0);
    node.close();
  }

  private static byte[] push(Guid servent, String victim) {
    return new Push(servent, 1, HostAddress.parse(victim), Ggep.NONE).frame(node.newId(), 4, 0);
  }

  @Test
  void manyServentsCannotBeMadeToDialOneVictim() throws Exception {
    List<TestServent> servents = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      servents.add(TestServent.leaf(node, "127.0.1." + (i + 1) + ":6000").join(0));
    }
    TestServent attacker = TestServent.leaf(node, "127.0.1.20:6000").join(0);
    TestServent outside = TestServent.leaf(node, "127.0.1.21:0").listen();
    for (int round = 0; round < 50; round++) {
      for (TestServent servent : servents) {
        // Another port each time: it is the same victim.
        byte[] push = push(servent.guid, "127.0.66.6:" + (1_000 + round));
        attacker.send(push);
        outside.datagram(node.address(0), push.clone());
      }
    }
    attacker.settle();
    long dialled = 0;
    for (TestServent servent : servents) {
      servent.settle();
      dialled += servent.frames.count(f -> TestServent.is(f, PUSH));
      servent.close();
    }
    assertTrue(dialled >= 1 && dialled <= 10, "pushes that name the victim: " + dialled);
    attacker.close();
    outside.unlisten();
  }

  @Test
  void nobodyTakesThePushesOfManyByClaimingTheirGuids() throws Exception {
    TestServent thief = TestServent.leaf(node, "127.0.2.1:6000").join(0);
    TestServent asker = TestServent.leaf(node, "127.0.2.2:6000").join(0);
    thief.shares("wombat.ogg");
    Guid id = asker.query("wombat");
    thief.take(DescriptorType.QUERY, id);
    TestServent victim = TestServent.leaf(node, "127.0.2.3:6000");
    long before = node.counter(0, DescriptorType.QUERY_HIT, "dropped_weird");
    thief.send(thief.hit(id, false, 3, 0));
    thief.send(TestServent.hit(id, victim.guid, thief.self, false, 3, 0));
    thief.vendor(new VendorMessage.HopsFlow(255));
    thief.send(new VendorMessage.PushProxyRequest(1).frame(victim.guid));
    thief.settle();
    assertEquals(before + 1, node.counter(0, DescriptorType.QUERY_HIT, "dropped_weird"));
    assertEquals(
        0,
        thief.frames.count(
            f -> TestServent.is(f, DescriptorType.VENDOR) && Guid.read(f, 0).equals(victim.guid)),
        "no acknowledgement for another's GUID");

    asker.send(push(victim.guid, "127.0.67.1:1000"));
    asker.settle();
    thief.settle();
    assertEquals(0, thief.frames.count(f -> TestServent.is(f, PUSH)));
    victim.join(0);
    victim.settle();
    asker.send(push(victim.guid, "127.0.67.2:1000"));
    victim.take(PUSH);
    thief.settle();
    assertEquals(0, thief.frames.count(f -> TestServent.is(f, PUSH)));
    List.of(thief, asker, victim).forEach(TestServent::close);
  }
}
