package io.avp.actor;

import io.avp.aol.routing.RouteHandles;
import io.avp.gnutella.stream.Connection;
import io.avp.model.RelationKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Everybody that a virtual peer has a relation to; found by connection without hashing. */
final class Neighbours {
  private final RouteHandles<Neighbour> handles = new RouteHandles<>();
  private final Neighbour[][] bySlot;

  /** By the slot of the handle; looked at for each copy of a query. */
  private Member[] byHandle = new Member[16];

  private final List<Member> leaves = new ArrayList<>();
  private final List<Member> ultrapeers = new ArrayList<>();
  private final List<Member> legacy = new ArrayList<>();
  private final List<Member> tableless = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final Map<String, Sibling> siblings = new HashMap<>();

  /** Nobody yet. */
  Neighbours(int shards) {
    bySlot = new Neighbour[shards][16];
  }

  /** A member came: {@code maker} makes it, given its handle. */
  Member add(IntFunction<Neighbour> maker) {
    Member member = (Member) handles.open(maker);
    connected(member.connection(), member);
    int slot = RouteHandles.slot(member.handle());
    if (slot >= byHandle.length) {
      byHandle = Arrays.copyOf(byHandle, Math.max(slot + 1, byHandle.length * 2));
    }
    byHandle[slot] = member;
    ofKind(member).add(member);
    if (!member.isLeaf()) {
      tableless.add(member);
    }
    members.add(member);
    return member;
  }

  private List<Member> ofKind(Member member) {
    return member.isLeaf() ? leaves : member.isLegacy() ? legacy : ultrapeers;
  }

  private void connected(Connection connection, Neighbour who) {
    Neighbour[] slots = bySlot[connection.shard()];
    if (connection.slot() >= slots.length) {
      slots = Arrays.copyOf(slots, Math.max(slots.length * 2, connection.slot() + 1));
      bySlot[connection.shard()] = slots;
    }
    slots[connection.slot()] = who;
  }

  private void disconnected(Connection connection, Neighbour who) {
    Neighbour[] slots = bySlot[connection.shard()];
    if (slots[connection.slot()] == who) {
      slots[connection.slot()] = null;
    }
  }

  /** A sibling has a trunk now. */
  void trunk(Sibling sibling, Connection trunk) {
    connected(trunk, sibling);
  }

  /** A trunk of a sibling has ended. */
  void trunkEnded(Sibling sibling, Connection trunk) {
    disconnected(trunk, sibling);
  }

  /** A member went; routes that name it lead nowhere from now on. */
  void remove(Member member) {
    handles.close(member.handle());
    byHandle[RouteHandles.slot(member.handle())] = null;
    disconnected(member.connection(), member);
    ofKind(member).remove(member);
    tableless.remove(member);
    members.remove(member);
  }

  /** The member of a connection; null if there is none. */
  Member of(Connection connection) {
    return from(connection) instanceof Member member ? member : null;
  }

  /** Who is at the other end of a connection; null if nobody (any more). */
  Neighbour from(Connection connection) {
    Neighbour[] slots = bySlot[connection.shard()];
    int slot = connection.slot();
    Neighbour who = slot < slots.length ? slots[slot] : null;
    return who != null && who.connection() == connection ? who : null;
  }

  /**
   * The member of that overlay link; null if there is none. Looks at all: only management asks, and
   * a table would take 50 bytes for each.
   */
  Member of(String link) {
    for (Member member : members) {
      if (member.link().equals(link)) {
        return member;
      }
    }
    return null;
  }

  /** Whom a handle stands for; null if that relation has ended. */
  Neighbour of(int handle) {
    return handles.get(handle);
  }

  /** The member whose handle has that slot; null if there is none. */
  Member at(int slot) {
    return slot < byHandle.length ? byHandle[slot] : null;
  }

  /** A member has sent its first table. */
  void hasTable(Member member) {
    tableless.remove(member);
  }

  /** All that have not sent a table, and may be asked without one. */
  List<Member> tableless() {
    return tableless;
  }

  /** Leaves in the order of their coming. */
  List<Member> leaves() {
    return leaves;
  }

  /** Ultrapeers in the order of their coming. */
  List<Member> ultrapeers() {
    return ultrapeers;
  }

  /** Servents of 0.4 in the order of their coming. */
  List<Member> legacy() {
    return legacy;
  }

  /** All members in the order of their coming. */
  List<Member> members() {
    return members;
  }

  /** The sibling of that id; null if it does not live. */
  Sibling sibling(String id) {
    return siblings.get(id);
  }

  /** All siblings. */
  Collection<Sibling> siblings() {
    return siblings.values();
  }

  /** Number of relations of a kind. */
  int count(RelationKind kind) {
    return switch (kind) {
      case LEAF -> leaves.size();
      case ULTRAPEER -> ultrapeers.size();
      case LEGACY -> legacy.size();
      case MESH -> siblings.size();
    };
  }

  /** A sibling came: {@code maker} makes it, given its handle. */
  Sibling addSibling(IntFunction<Neighbour> maker) {
    Sibling sibling = (Sibling) handles.open(maker);
    siblings.put(sibling.entry().id(), sibling);
    return sibling;
  }

  /** A sibling has gone; routes that name it lead nowhere from now on. */
  void remove(Sibling sibling) {
    handles.close(sibling.handle());
    siblings.remove(sibling.entry().id());
  }
}
