package io.avp.gnutella.stream;

import io.avp.gnutella.wire.HostAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The sockets and owners of one selector thread, by what they wait for. */
final class Sockets {
  private static final AtomicLong IDS = new AtomicLong();

  private final IoShard shard;
  private final Admission admission;
  private final BitSet slots = new BitSet();
  private final IdentityHashMap<Owner, Desk> desks = new IdentityHashMap<>();

  /** Every socket that is not closed; each knows its place. */
  final List<SocketConnection> all = new ArrayList<>();

  /** Those with a deadline: connecting, handshaking, closing, lingering. */
  final Set<SocketConnection> hurried = new LinkedHashSet<>();

  /** Accepted, and nothing came yet; the oldest first. */
  final Set<SocketConnection> silent = new LinkedHashSet<>();

  /** Accepted, something came, but not all of a handshake; in the order of their first bytes. */
  final Set<SocketConnection> unfinished = new LinkedHashSet<>();

  /** HTTP and GIV. */
  final Set<SocketConnection> bridged = new LinkedHashSet<>();

  /** Those for which writing is blocked. */
  final Set<SocketConnection> blocked = new LinkedHashSet<>();

  /** Changed since their account was published last. */
  final List<SocketConnection> dirty = new ArrayList<>();

  private volatile int open;

  Sockets(IoShard shard, Admission admission) {
    this.shard = shard;
    this.admission = admission;
  }

  /** The desk of an owner, with one more user. */
  Desk use(Owner owner) {
    Desk desk =
        desks.computeIfAbsent(owner, o -> new Desk(shard, o, shard.settings().ownerBatches()));
    desk.users++;
    return desk;
  }

  /** One user less; the last one takes the desk away. */
  void unuse(Desk desk) {
    if (--desk.users == 0) {
      desks.remove(desk.owner());
    }
  }

  /** A new socket, before its handshake. */
  SocketConnection add(HostAddress remote, SocketChannel channel, Owner owner) {
    int slot = slots.nextClearBit(0);
    slots.set(slot);
    SocketConnection c =
        new SocketConnection(IDS.incrementAndGet(), shard, slot, remote, channel, use(owner));
    c.place = all.size();
    all.add(c);
    open = all.size();
    hurried.add(c);
    return c;
  }

  /** Any thread: number of sockets that are not closed. */
  int open() {
    return open;
  }

  /** The slot may be used again: the stream hears of the end before it hears of the next user. */
  void freeSlot(SocketConnection c) {
    slots.clear(c.slot());
  }

  /** Bytes came before the end of the handshake. */
  void heard(SocketConnection c) {
    if (silent.remove(c)) {
      unfinished.add(c);
    }
  }

  /**
   * The accepted one that has kept us waiting longest, silent ones first; null if there is none.
   */
  SocketConnection slowest() {
    Set<SocketConnection> from = silent.isEmpty() ? unfinished : silent;
    return from.isEmpty() ? null : from.iterator().next();
  }

  /** No longer before the end of its handshake. */
  void handshaken(SocketConnection c) {
    hurried.remove(c);
    silent.remove(c);
    unfinished.remove(c);
    admission.handshaken(c.remote().ip());
  }

  /** The socket is closed. */
  void remove(SocketConnection c) {
    SocketConnection last = all.remove(all.size() - 1);
    if (last != c) {
      all.set(c.place, last);
      last.place = c.place;
    }
    open = all.size();
    hurried.remove(c);
    blocked.remove(c);
    admission.closed();
    c.desk.forget(c);
    unuse(c.desk);
  }

  /** Its account is to be published. */
  void touch(SocketConnection c) {
    if (!c.dirty) {
      c.dirty = true;
      dirty.add(c);
    }
  }
}
