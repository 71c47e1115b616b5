package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.wire.HostAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of virtual peers whose home dies without a word, and when it comes back. */
@Timeout(180)
class TakeOverTest {
  /** For the cluster to notice, to agree and to act, also on a busy machine. */
  private static final Duration DEATH = Duration.ofSeconds(60);

  private static final int ALL = 6;

  @Test
  void theyLiveElsewhereUntilTheirHomeIsBack() throws Exception {
    try (TestNode first = TestNode.member(Optional.empty(), "n1");
        TestNode second = TestNode.member(Optional.of(first), "n2")) {
      Map<String, PeerView> before;
      // Without coordinated shutdown its end is as sudden as that of a process.
      try (TestNode mortal = TestNode.member(Optional.of(first), "n3")) {
        assertEquals("n3-0", mortal.peers.get(0).id());
        before = realm(first, "n3-0", "n3", 1);
        realm(second, "n3-1", "n3", 1);
      }
      Map<String, PeerView> after = first.within(DEATH, () -> elsewhere(first, "n3"));
      for (String id : List.of("n3-0", "n3-1")) {
        assertEquals(2, after.get(id).incarnation());
        assertNotEquals(before.get(id).guid(), after.get(id).guid());
        assertNotEquals(before.get(id).address(), after.get(id).address());
      }
      assertEquals(before.get("n1-0"), after.get("n1-0"), "who lived on is untouched");
      HostAddress taken = HostAddress.parse(after.get("n3-0").address());
      TestServent member = TestServent.leaf(first, "127.0.3.1:6346");
      first.sockets.dial(taken, member.self.inetAddress(), member);
      member.awaitRelation();

      try (TestNode back = TestNode.member(Optional.of(first), "n3")) {
        assertEquals("n3", back.peers.get(0).node());
        assertEquals(3, back.peers.get(0).incarnation());
        assertTrue(member.detached.take().reason().byeCode() == 0, "it was told before");
        realm(first, "n3-0", "n3", 3);
        realm(second, "n3-1", "n3", 3);
      }
    }
  }

  private static Map<String, PeerView> byId(TestNode seen) {
    Map<String, PeerView> peers = new TreeMap<>();
    TestNode.await(seen.avp.peers()).forEach(peer -> peers.put(peer.id(), peer));
    return peers;
  }

  /** Waits until a node knows all, and that one of them lives on a node, for the n-th time. */
  private static Map<String, PeerView> realm(TestNode seen, String id, String node, long n) {
    return seen.eventually(
        () -> {
          Map<String, PeerView> peers = byId(seen);
          PeerView peer = peers.get(id);
          if (peers.size() != ALL
              || peer == null
              || !peer.node().equals(node)
              || peer.incarnation() != n) {
            throw new AssertionError(id + " is " + peer + " of " + peers.keySet());
          }
          return peers;
        });
  }

  /** All virtual peers, none of them on {@code dead}. */
  private static Map<String, PeerView> elsewhere(TestNode seen, String dead) {
    Map<String, PeerView> peers = byId(seen);
    if (peers.size() != ALL || peers.values().stream().anyMatch(p -> p.node().equals(dead))) {
      throw new AssertionError(peers.values().toString());
    }
    return peers;
  }
}
