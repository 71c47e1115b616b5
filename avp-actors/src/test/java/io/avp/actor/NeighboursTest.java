package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.RelationKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is there, for routing and for handshakes. */
class NeighboursTest {
  private static final Guid GUID = Guid.modern(1, 2);
  private static final HostAddress LISTEN = HostAddress.parse("1.1.1.1:6346");

  private static FakeConnection leaf(int slot) {
    return FakeConnection.of(
        PeerMode.LEAF, slot, "1.1.1.1:" + (4_000 + slot), LISTEN.toString(), GUID);
  }

  @Test
  void membersAreFoundByConnectionLinkAndHandleUntilTheyGo() {
    Neighbours all = new Neighbours(1);
    FakeConnection one = leaf(40);
    FakeConnection two = FakeConnection.of(PeerMode.ULTRAPEER, 1, "1.1.1.2:4000", null, null);
    Member first = all.add(one::member);
    Member second = all.add(two::member);
    assertSame(first, all.of(one));
    assertSame(first, all.of(first.link()));
    assertSame(first, all.of(first.handle()));
    assertEquals(List.of(first), all.leaves());
    assertEquals(List.of(second), all.ultrapeers());
    assertEquals(1, all.count(RelationKind.LEAF));
    assertNull(all.of(leaf(40)), "another connection on the same slot");
    assertNull(all.of(leaf(1_000)), "a slot beyond all");

    all.remove(first);
    assertNull(all.of(one));
    assertNull(all.of(first.link()));
    assertNull(all.of(first.handle()));
    assertEquals(List.of(), all.leaves());
    assertEquals(1, all.members().size());
  }

  @Test
  void aSlotThatIsUsedAgainIsNotTheOldMember() {
    Neighbours all = new Neighbours(1);
    FakeConnection before = leaf(3);
    Member gone = all.add(before::member);
    all.remove(gone);
    FakeConnection after = leaf(3);
    Member come = all.add(after::member);
    assertNotEquals(gone.handle(), come.handle());
    assertNull(all.of(before));
    assertSame(come, all.of(after));
    all.remove(gone);
    assertSame(come, all.of(after), "a late end of the old one takes nobody away");
  }

  @Test
  void routesToASiblingThatHasGoneLeadNowhere() {
    Neighbours all = new Neighbours(1);
    Sibling first = all.addSibling(handle -> new Sibling(handle, entry("b", 1), "", 1 << 16, 0));
    assertSame(first, all.sibling("b"));
    assertSame(first, all.of(first.handle()));
    assertEquals(1, all.count(RelationKind.MESH));
    all.remove(first);
    assertNull(all.of(first.handle()));
    assertNull(all.sibling("b"));
    Sibling next = all.addSibling(handle -> new Sibling(handle, entry("b", 2), "", 1 << 16, 0));
    assertNotEquals(first.handle(), next.handle());
  }

  private static PeerEntry entry(String id, long incarnation) {
    return new PeerEntry(
        id, "n1", LISTEN, GUID, incarnation, 0, "default", 0, 1, 1, List.of(), null);
  }

  @Test
  void twoThatNameOneAddressAreBothKnownUntilBothHaveGone() {
    Present present = new Present();
    Member one = leaf(1).member(1);
    Member two = leaf(2).member(2);
    present.add(one);
    present.add(two);
    assertEquals(2, present.count(LISTEN.ip()));
    present.remove(one);
    assertTrue(present.has(LISTEN), "the other one is there");
    assertTrue(present.has(GUID));
    assertEquals(1, present.count(LISTEN.ip()));
    assertEquals(List.of(LISTEN), present.addresses(PeerMode.LEAF));
    assertEquals(List.of(), present.addresses(PeerMode.ULTRAPEER));
    present.remove(two);
    assertFalse(present.has(LISTEN));
    assertFalse(present.has(GUID));
    assertEquals(0, present.count(LISTEN.ip()));
    assertEquals(Set.of(), present.addresses());
  }

  @Test
  void theFirstGuidThatAMemberClaimsIsItsOwn() {
    Member named = leaf(1).member(1);
    assertTrue(named.is(GUID));
    assertFalse(named.is(Guid.modern(3, 4)));
    Member silent = FakeConnection.of(PeerMode.LEAF, 2, "1.1.1.1:5000", null, null).member(2);
    assertTrue(silent.servent().isEmpty());
    assertTrue(silent.is(Guid.modern(3, 4)));
    assertFalse(silent.is(GUID));
  }
}
