package io.avp.aol.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.aol.topology.HandOverController.Action;
import io.avp.aol.topology.HandOverController.Host;
import io.avp.aol.topology.HandOverController.Orphan;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who dials whom, and when Bye is said, when a node ends. */
class HandOverControllerTest {
  private static final long PAUSE = HandOverController.PAUSE_NANOS;
  private static final long LAST = HandOverController.LAST_ANSWERS_NANOS;
  private static final long DEADLINE = 10 * PAUSE;

  private static Orphan listening(int i) {
    return new Orphan("l" + i, PeerMode.LEAF, Optional.of(new HostAddress(0x2c000000 + i, 6346)));
  }

  private static Orphan firewalled(int i) {
    return new Orphan("l" + i, PeerMode.LEAF, Optional.empty());
  }

  private static Action.Part part(int i) {
    return new Action.Part("l" + i);
  }

  private static Action.Dial dial(int i, String sibling) {
    return new Action.Dial("l" + i, new HostAddress(0x2c000000 + i, 6346), PeerMode.LEAF, sibling);
  }

  private static HandOverController one(Host... hosts) {
    return new HandOverController(List.of(listening(1)), List.of(hosts), DEADLINE);
  }

  @Test
  void whoListensIsDialledBeforeByeAndOthersJustGetBye() {
    HandOverController controller =
        new HandOverController(
            List.of(listening(1), firewalled(2)), List.of(new Host("b", 5, 0)), DEADLINE);
    assertEquals(List.of(dial(1, "b"), part(2)), controller.due(0));
    assertEquals(List.of(), controller.due(1), "each action once");
    assertFalse(controller.isOver());
    controller.onOutcome("l1", DialOutcome.RELATED, 2);
    assertEquals(List.of(), controller.due(1 + LAST), "answers may be on their way");
    assertFalse(controller.isOver());
    assertEquals(List.of(part(1)), controller.due(2 + LAST));
    assertTrue(controller.isOver());
    assertEquals(1, controller.handedOver());
    controller.onEnded("l1", 2);
    controller.onEnded("l2", 2);
    controller.onEnded("nobody", 2);
    controller.onOutcome("l1", DialOutcome.RELATED, 2);
    assertEquals(List.of(), controller.due(DEADLINE));
    assertEquals(1, controller.handedOver());
  }

  @Test
  void whoIsFullGetsByeFirstAndIsDialledOnceMore() {
    HandOverController controller = one(new Host("b", 1, 0));
    controller.due(0);
    controller.onOutcome("l1", DialOutcome.REFUSED, 2);
    assertEquals(List.of(part(1)), controller.due(1));
    assertFalse(controller.isOver(), "its old relation lasts still");
    controller.onEnded("l1", 2);
    assertEquals(List.of(), controller.due(1 + PAUSE), "it may not know yet that it has room");
    assertEquals(List.of(dial(1, "b")), controller.due(2 + PAUSE));
    controller.onOutcome("l1", DialOutcome.REFUSED, 2);
    assertEquals(List.of(), controller.due(3 + 2 * PAUSE), "never a third time");
    assertTrue(controller.isOver());
  }

  @Test
  void whoGoesByItselfIsNotDialledAgain() {
    HandOverController controller = one(new Host("b", 1, 0));
    controller.due(0);
    controller.onEnded("l1", 2);
    controller.onOutcome("l1", DialOutcome.REFUSED, 2);
    assertEquals(List.of(part(1)), controller.due(1));
    assertTrue(controller.isOver());
    HandOverController other = one(new Host("b", 1, 0));
    other.onEnded("l1", 2);
    assertEquals(List.of(), other.due(0));
    assertTrue(other.isOver());
  }

  @Test
  void aSiblingWithoutRoomPassesItsMembersOn() {
    HandOverController controller = one(new Host("b", 5, 0), new Host("c", 5, 0));
    Action.Dial first = (Action.Dial) controller.due(0).get(0);
    controller.onOutcome("l1", DialOutcome.NO_ROOM, 2);
    String other = first.sibling().equals("b") ? "c" : "b";
    assertEquals(List.of(dial(1, other)), controller.due(1));
    controller.onOutcome("l1", DialOutcome.NO_ROOM, 2);
    assertEquals(List.of(part(1)), controller.due(2), "when all leave at once, nobody dials");
    assertTrue(controller.isOver());
  }

  @Test
  void whoCannotBeReachedOrMustNotBeDialledGetsBye() {
    for (DialOutcome outcome : List.of(DialOutcome.FAILED, DialOutcome.NOT_PERMITTED)) {
      HandOverController controller = one(new Host("b", 5, 0), new Host("c", 5, 0));
      controller.due(0);
      controller.onOutcome("l1", outcome, 2);
      assertEquals(List.of(part(1)), controller.due(1));
      assertTrue(controller.isOver());
    }
  }

  @Test
  void withoutSiblingsAllGetByeAtOnceAndSoDoLateOnesAtTheDeadline() {
    assertEquals(List.of(part(1)), one().due(0));
    assertEquals(List.of(part(1)), one(new Host("b", 0, 9)).due(0), "room of another mode");
    HandOverController silent = one(new Host("b", 1, 1));
    silent.due(0);
    assertEquals(List.of(), silent.due(DEADLINE - 1));
    assertEquals(List.of(part(1)), silent.due(DEADLINE));
    assertTrue(silent.isOver());
    silent.onOutcome("l1", DialOutcome.REFUSED, 2);
    assertTrue(silent.isOver());
  }

  @Test
  void everybodyGoesToExactlyOneSiblingWithinItsRoomWhateverHappens() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Orphan> orphans = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        orphans.add(random.nextInt(4) == 0 ? firewalled(i) : listening(i));
      }
      Map<String, Integer> room = new HashMap<>();
      List<Host> hosts = new ArrayList<>();
      for (int i = 0; i < random.nextInt(5); i++) {
        int leaves = random.nextInt(60);
        hosts.add(new Host("h" + i, leaves, 0));
        room.put("h" + i, leaves);
      }
      HandOverController controller = new HandOverController(orphans, hosts, DEADLINE);
      run(controller, room, random);
    }
  }

  private static void run(HandOverController controller, Map<String, Integer> room, Random random) {
    Map<String, Action.Dial> underWay = new HashMap<>();
    Map<String, Integer> refusals = new HashMap<>();
    Set<String> parted = new HashSet<>();
    Map<String, String> homes = new HashMap<>();
    for (long now = 0; now <= DEADLINE; now += PAUSE / 30) {
      for (Action action : controller.due(now)) {
        if (action instanceof Action.Dial dial) {
          assertTrue(now < DEADLINE);
          assertFalse(homes.containsKey(dial.link()), "dialled by one sibling only");
          underWay.put(dial.link(), dial);
        } else if (action instanceof Action.Part part) {
          assertTrue(parted.add(part.link()), "one Bye each");
          controller.onEnded(part.link(), now);
        }
      }
      assertTrue(underWay.size() <= HandOverController.PARALLEL);
      for (Action.Dial dial : List.copyOf(underWay.values())) {
        if (random.nextInt(3) > 0) {
          continue;
        }
        underWay.remove(dial.link());
        DialOutcome outcome = DialOutcome.values()[random.nextInt(5)];
        if (outcome == DialOutcome.RELATED) {
          homes.put(dial.link(), dial.sibling());
          assertTrue(room.merge(dial.sibling(), -1, Integer::sum) >= 0, "within its room");
        } else if (outcome == DialOutcome.REFUSED) {
          assertTrue(refusals.merge(dial.link(), 1, Integer::sum) <= 2);
        }
        controller.onOutcome(dial.link(), outcome, now);
      }
    }
    assertTrue(controller.isOver());
    assertEquals(150, parted.size());
    assertEquals(homes.size(), controller.handedOver());
  }
}
