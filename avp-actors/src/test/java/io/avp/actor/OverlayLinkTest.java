package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.ConnectionSnapshot;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverlayLinkTest {
  private static final String ID = "n1~1~0000000001";

  private final TestInbox<ClusterSharding.ShardCommand> shard = TestInbox.create();
  private final TestInbox<VirtualPeer.Command> peer = TestInbox.create();
  private final TestInbox<OverlayLink.Found> found = TestInbox.create();
  private final BehaviorTestKit<OverlayLink.Command> link =
      BehaviorTestKit.create(OverlayLink.create(shard.getRef()));

  @Test
  void anErrorDoesNotEndIt() {
    link.run(new OverlayLink.Update(null, peer.getRef()));
    link.run(OverlayLink.Close.byOperator(null)); // looks at what it was told
    assertTrue(link.isAlive());
    link.run(new OverlayLink.Update(account(Optional.empty()), peer.getRef()));
    link.run(new OverlayLink.GetLink(found.getRef()));
    assertEquals(
        new VirtualPeer.ShowMember(account(Optional.empty()), found.getRef()),
        peer.receiveMessage());
    assertFalse(shard.hasMessages());
  }

  @Test
  void itRemembersAnEndedRelationForAWhile() {
    link.run(new OverlayLink.Update(account(Optional.empty()), peer.getRef()));
    link.run(new OverlayLink.Ended(account(Optional.of(CloseReason.REMOTE_BYE))));
    link.run(new OverlayLink.GetLink(found.getRef()));
    LinkView view = found.receiveMessage().link().orElseThrow();
    assertEquals("closed", view.state());
    assertEquals(CloseReason.REMOTE_BYE.label(), view.closeReason());
    assertEquals("10.0.0.1:6346", view.remoteAddress());
    assertEquals(3, view.counters().get("frames_dropped_query"));
    assertFalse(peer.hasMessages(), "it holds the socket no more");
    link.run(new OverlayLink.Forget());
    assertTrue(shard.hasMessages(), "asks to be stopped");
    link.run(new OverlayLink.Stop());
    assertFalse(link.isAlive());
  }

  private static LinkAccount account(Optional<CloseReason> ended) {
    return new LinkAccount(
        ID,
        new LinkAccount.Home("n1-0", "n1", "default"),
        "",
        HostAddress.parse("10.0.0.1:6346"),
        Optional.empty(),
        "Test/1.0",
        "leaf",
        "in",
        1_000,
        -1,
        new ConnectionSnapshot(1, 2, 3, 9, 6, List.of(0L, 0L, 3L, 0L, 0L, 0L), 0, 0, 0),
        -1,
        true,
        ended);
  }
}
