package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.stream.CloseReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** How virtual peers begin and end. */
class LeaveTest {
  private static EntityRef<VirtualPeer.Command> entity(TestNode node, String id) {
    return ClusterSharding.get(node.system).entityRefFor(VirtualPeer.KEY, id);
  }

  private static Done leave(TestNode node, int i) {
    return TestNode.await(
        entity(node, node.id(i)).<Done>ask(VirtualPeer.Leave::new, TestNode.PATIENCE));
  }

  @Test
  void whoLeavesSaysByeToAllAndIsNotListedAnyMore() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent leaf = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      TestServent ultrapeer = TestServent.ultrapeer(node, "127.0.1.2:6000").join(0);
      TestServent elsewhere = TestServent.leaf(node, "127.0.1.3:6000").join(1);
      elsewhere.settle();
      node.eventually(
          () -> {
            assertEquals(2, TestNode.await(node.avp.peers()).get(0).links(), "told the directory");
            return true;
          });
      leave(node, 0);
      assertEquals(200, leaf.bye());
      assertEquals(200, ultrapeer.bye());
      assertThrows(
          IOException.class,
          () -> new Socket(node.address(0).inetAddress(), node.address(0).port()).close());
      // Chores go on for a while; they must not bring it back.
      node.eventually(
          () -> {
            assertEquals("stopping", state(node, 0));
            assertEquals(List.of(node.id(1)), ids(node));
            return true;
          });
      ticks(node);
      assertEquals(List.of(node.id(1)), ids(node));
      assertEquals(0, elsewhere.frames.count(f -> TestServent.is(f, DescriptorType.BYE)));
      elsewhere.settle();
    }
  }

  /** Waits until chores have been done at least twice. */
  private static void ticks(TestNode node) {
    double before = node.gauge("descriptors_ping_originated");
    for (int i = 0; i < 2; i++) {
      node.clock.advance(java.time.Duration.ofSeconds(80));
      double last = before;
      before =
          node.eventually(
              () -> {
                double now = node.gauge("descriptors_ping_originated");
                assertTrue(now > last);
                return now;
              });
    }
  }

  private static String state(TestNode node, int i) {
    VirtualPeer.State state =
        TestNode.await(
            entity(node, node.id(i))
                .<VirtualPeer.State>ask(VirtualPeer.GetState::new, TestNode.PATIENCE));
    return state.peer().map(PeerView::state).orElse("");
  }

  private static List<String> ids(TestNode node) {
    return TestNode.await(node.avp.peers()).stream().map(PeerView::id).toList();
  }

  @Test
  void theEndOfTheNodeSaysByeToAllServentsInTime() throws Exception {
    TestNode node = TestNode.start();
    // What servents are told must not depend on the actor system that ends.
    try (TestNode others = TestNode.start()) {
      List<TestServent> servents = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        TestServent servent = TestServent.leaf(others, "127.0.1." + (i + 1) + ":6000");
        others.sockets.dial(node.address(i % 2), servent.self.inetAddress(), servent);
        servent.awaitRelation();
        servents.add(servent);
      }
      TestNode.await(
          CoordinatedShutdown.get(node.system)
              .runAll(CoordinatedShutdown.actorSystemTerminateReason()));
      for (TestServent servent : servents) {
        assertEquals(200, servent.bye());
      }
    }
    assertThrows(
        IOException.class,
        () -> new Socket(node.address(1).inetAddress(), node.address(1).port()).close());
  }

  @Test
  void aStoppedVirtualPeerLeavesNoOpenRelationBehind() throws Exception {
    try (TestNode node = TestNode.start()) {
      TestServent leaf = TestServent.leaf(node, "127.0.1.1:6000").join(0);
      leaf.settle();
      String link =
          TestNode.await(node.avp.links(Optional.of(node.id(0)), "", 10)).items().get(0).id();
      entity(node, node.id(0)).tell(new VirtualPeer.Stop());
      assertEquals(200, leaf.bye());
      node.eventually(
          () -> {
            LinkView view = TestNode.await(node.avp.link(link)).orElseThrow();
            assertEquals("closed", view.state());
            assertEquals(CloseReason.SHUTDOWN.label(), view.closeReason());
            assertEquals(AvpSystem.Closing.UNKNOWN, TestNode.await(node.avp.closeLink(link)));
            return true;
          });
      assertEquals(Optional.empty(), TestNode.await(node.avp.peer(node.id(0))));
    }
  }

  @Test
  void aPortInUseIsOneLineThatNamesTheSetting() throws Exception {
    try (ServerSocketChannel taken =
        ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
      int port = taken.socket().getLocalPort();
      AssertionError failure =
          assertThrows(
              AssertionError.class,
              () -> TestNode.start("avp.peers = [{id = x, port = " + port + "}]"));
      Throwable cause = ((ExecutionException) failure.getCause()).getCause();
      assertEquals(StartFailure.class, cause.getClass());
      assertTrue(cause.getMessage().contains("avp.peers"), cause.getMessage());
      assertTrue(cause.getMessage().contains(Integer.toString(port)), cause.getMessage());
    }
  }

  @Test
  void whoIsNotAtHomeDoesNotStart() throws Exception {
    try (TestNode node = TestNode.start()) {
      VirtualPeer.Started started =
          TestNode.await(
              entity(node, "stranger")
                  .<VirtualPeer.Started>ask(VirtualPeer.Start::new, TestNode.PATIENCE));
      assertEquals(Optional.empty(), started.peer());
      assertTrue(started.failure().contains("not at home"));
      VirtualPeer.Links none =
          TestNode.await(
              entity(node, "stranger")
                  .<VirtualPeer.Links>ask(
                      replyTo -> new VirtualPeer.ListLinks("", 10, replyTo), TestNode.PATIENCE));
      assertEquals(0, none.total());
      VirtualPeer.Started again =
          TestNode.await(
              entity(node, node.id(0))
                  .<VirtualPeer.Started>ask(VirtualPeer.Start::new, TestNode.PATIENCE));
      assertEquals(node.address(0).toString(), again.peer().orElseThrow().address());
      assertEquals(1, again.peer().orElseThrow().incarnation());
    }
  }
}
