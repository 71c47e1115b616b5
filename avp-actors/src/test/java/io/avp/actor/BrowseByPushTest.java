package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Push;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaves that nobody can dial are browsed by push, and are answered for; over real sockets. */
class BrowseByPushTest {
  private static final DescriptorType PUSH = DescriptorType.PUSH;
  private static final DescriptorType QUERY = DescriptorType.QUERY;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String SONG = "wombat lullaby.ogg";

  private static Push push(byte[] frame) throws Exception {
    return Push.decode(frame, Header.BYTES, frame.length - Header.BYTES);
  }

  private static double refused(TestNode node) {
    return node.gauge("closed_" + CloseReason.PUSH_UNEXPECTED.label());
  }

  @Test
  void aFirewalledLeafIsAnsweredForWithItsVirtualPeerAsPushProxy() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:0").listen();
      asker.join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:6000");
      holder.answersPushes = true;
      Library library = Library.of(holder, SONG);
      holder.join(1);
      library.share();
      node.awaitGauge("known_members", 1);
      node.regionsKnow(1, 0);
      byte[] frame = holder.take(PUSH);
      assertEquals(holder.guid, push(frame).servent());
      assertEquals(0, push(frame).index());
      assertEquals(node.address(1), push(frame).requester());
      assertEquals(1, library.browses.get());
      assertEquals(0, node.gauge("push_browses"));

      Guid id = asker.query("wombat lullaby");
      byte[] hit = asker.take(HIT, id);
      QueryHit decoded = QueryHit.decode(hit, Header.BYTES, hit.length - Header.BYTES);
      assertEquals(holder.guid, decoded.servent());
      assertTrue(decoded.trailer().orElseThrow().push(), "by our test, not by what it said");
      assertEquals(List.of(node.address(1)), decoded.trailer().orElseThrow().pushProxies());
      holder.answersPushes = false;
      node.clock.advance(Duration.ofMinutes(25));
      node.clock.advance(Duration.ofMinutes(25));
      // Long after its last hit, a downloader asks for it at the proxy that was named.
      asker.datagram(
          node.address(1),
          new Push(holder.guid, 1, asker.self, io.avp.gnutella.message.Ggep.NONE)
              .frame(node.newId(), 1, 0));
      holder.frames.take(
          "the downloader's push",
          f -> TestServent.is(f, PUSH) && !Guid.read(f, 0).equals(Guid.read(frame, 0)));
      assertFalse(holder.has(QUERY, id));
    }
  }

  @Test
  void aLeafThatDoesNotConnectBackInTimeIsAsked() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent silent = TestServent.leaf(node, "127.0.1.2:6000");
      Library.of(silent, SONG);
      silent.join(1);
      int slots = silent.shares(SONG);
      silent.take(PUSH);
      node.awaitGauge("push_browses", 1);
      node.clock.advance(Duration.ofSeconds(31));
      node.awaitGauge("push_browses", 0);
      node.regionsKnow(1, slots);
      silent.take(QUERY, asker.query("wombat"));
      silent.give(node.address(1), silent.guid);
      node.eventually(
          () -> {
            assertEquals(1, refused(node), "it comes too late");
            return true;
          });
      assertEquals(0, node.gauge("known_members"));
      assertEquals(1, node.gauge("push_browses_total"));
    }
  }

  @Test
  void attackAnotherHostAnswersThePushForItsFiles() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent holder = TestServent.leaf(node, "127.0.1.2:6000");
      Library library = Library.of(holder, SONG);
      holder.join(1);
      library.share();
      holder.take(PUSH);
      TestServent other = TestServent.leaf(node, "127.0.1.3:6000");
      Library.of(other, "poison " + SONG);
      other.give(node.address(1), holder.guid);
      other.give(node.address(1), other.guid);
      node.eventually(
          () -> {
            assertEquals(2, refused(node));
            return true;
          });
      assertEquals(0, node.gauge("known_members"));
      holder.give(node.address(1), holder.guid);
      node.awaitGauge("known_members", 1);
      assertEquals(1, library.browses.get());
    }
  }

  @Test
  void oneThatHasAskedForAPushProxyIsDialledAllTheSame() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent asker = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent holder = TestServent.leaf(node, "127.0.1.2:0").listen();
      Library library = Library.of(holder, SONG);
      holder.join(1);
      holder.send(new VendorMessage.PushProxyRequest(1).frame(holder.guid));
      library.share();
      node.awaitGauge("known_members", 1);
      node.regionsKnow(1, 0);
      byte[] hit = asker.take(HIT, asker.query("wombat lullaby"));
      assertFalse(
          QueryHit.decode(hit, Header.BYTES, hit.length - Header.BYTES)
              .trailer()
              .orElseThrow()
              .push());
      assertFalse(holder.has(PUSH));
    }
  }
}
