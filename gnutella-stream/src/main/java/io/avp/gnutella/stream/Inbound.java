package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What one connection receives, from the first byte to the last: which protocol it is, the
 * handshake, inflating, framing, or the way to a byte bridge. Used by the shard's stream only.
 */
final class Inbound {
  private enum Phase {
    FIRST_BYTES,
    GIV_LINE,
    TRUNK_LINE,
    HANDSHAKE,
    FRAMES,
    BRIDGED,
    DEAD
  }

  /** What all connections of a shard share. */
  record Shared(StreamSettings settings, Counters counters, HttpLayer http, byte[] inflated) {}

  private final ConnectionActions actions;
  private final Connection connection;
  private final Dial dialled;
  private final Shared shared;
  private final Framer framer;
  private Owner owner;
  private Phase phase = Phase.FIRST_BYTES;
  private byte[] head = WriteSpace.NOTHING;
  private SlotKeeper slot;

  /** Null before the handshake, and after one that has ended well. */
  private Greeting greeting;

  private Inflating inflating;
  private ByteBridge bridge;
  private boolean attached;

  /**
   * The inward half of a new connection.
   *
   * @param dialled why we dialled; null if the other side did
   */
  Inbound(
      ConnectionActions actions, Connection connection, Owner owner, Dial dialled, Shared shared) {
    this.actions = actions;
    this.connection = connection;
    this.owner = owner;
    this.dialled = dialled;
    this.shared = shared;
    this.framer = new Framer(connection);
  }

  /** A dialled connection came about. */
  void opened() {
    if (dialled instanceof Dial.Relate relate) {
      greet(relate.legacy() ? Greeting::dialLegacy : Greeting::dial);
    } else if (dialled instanceof Dial.Give give) {
      actions.write((give.line() + "\n\n").getBytes(StandardCharsets.ISO_8859_1), null);
      http(WriteSpace.NOTHING, 0, 0);
    } else if (dialled instanceof Dial.Fetch fetch) {
      if (bridge(WriteSpace.NOTHING, 0, 0, false)) {
        shared.http().fetch(actions.remote(), bridge.flow(), fetch.request(), fetch.response());
      }
    } else if (dialled instanceof Dial.Trunk trunk) {
      phase = Phase.TRUNK_LINE;
      actions.write(TrunkLine.of(trunk.key()), null);
    } else if (dialled instanceof Dial.Probe probe) {
      phase = Phase.DEAD;
      actions.write(probe.bytes(), () -> actions.close(CloseReason.PROBE_DONE, ""));
    }
  }

  private void greet(BiFunction<SlotKeeper, ConnectionActions, Greeting> role) {
    phase = Phase.HANDSHAKE;
    slot = new SlotKeeper(owner.handshakePolicy());
    greeting = role.apply(slot, actions);
  }

  /** Takes bytes from {@code offset} to {@code end}; frames go to {@code to}. */
  void feed(byte[] b, int offset, int end, Framer.Target to) {
    switch (phase) {
      case FIRST_BYTES -> first(b, offset, end, to);
      case GIV_LINE -> {
        add(b, offset, end);
        giv();
      }
      case TRUNK_LINE -> {
        add(b, offset, end);
        trunk(to);
      }
      case HANDSHAKE -> handshake(b, offset, end, to);
      case FRAMES -> frames(b, offset, end, to);
      case BRIDGED -> bridge.offer(b, offset, end - offset);
      default -> {
        // Closing: what still comes is of no interest.
      }
    }
  }

  private void add(byte[] b, int offset, int end) {
    int held = head.length;
    head = Arrays.copyOf(head, held + end - offset);
    System.arraycopy(b, offset, head, held, end - offset);
  }

  private void first(byte[] b, int offset, int end, Framer.Target to) {
    add(b, offset, end);
    byte[] all = head;
    switch (FirstBytes.of(all, 0, all.length)) {
      case GNUTELLA -> {
        head = WriteSpace.NOTHING;
        greet(Greeting::accept);
        handshake(all, 0, all.length, to);
      }
      case HTTP_GET, HTTP_HEAD -> {
        head = WriteSpace.NOTHING;
        http(all, 0, all.length);
      }
      case GIV -> {
        phase = Phase.GIV_LINE;
        giv();
      }
      case TRUNK -> {
        phase = Phase.TRUNK_LINE;
        trunk(to);
      }
      case PROBE, CONNECT_BACK -> close(CloseReason.PROBE_DONE, "");
      case UNKNOWN -> close(CloseReason.UNKNOWN_PROTOCOL, "");
      case UNDECIDED -> {
        // One of the known ones is still possible.
      }
    }
  }

  private void giv() {
    byte[] all = head;
    int end = GivLine.end(all, all.length);
    if (end < 0) {
      if (all.length > GivLine.MAX_BYTES) {
        close(CloseReason.UNKNOWN_PROTOCOL, "GIV line too long");
      }
      return;
    }
    head = WriteSpace.NOTHING;
    Owner.Giv giv = GivLine.parse(actions.remote(), all, end);
    if (giv == null) {
      close(CloseReason.UNKNOWN_PROTOCOL, "malformed GIV line");
    } else if (bridge(all, end, all.length, false) && !owner.onGiv(giv, bridge.flow())) {
      close(CloseReason.PUSH_UNEXPECTED, "");
    }
  }

  /** Who dialled says a key, who accepts answers with another. */
  private void trunk(Framer.Target to) {
    byte[] all = head;
    if (all.length < TrunkLine.BYTES) {
      return;
    }
    head = WriteSpace.NOTHING;
    Guid said = TrunkLine.key(all);
    Guid key = null;
    int queueBytes = 0;
    if (dialled instanceof Dial.Trunk ours) {
      key = ours.answer().equals(said) ? ours.key() : null;
      queueBytes = ours.queueBytes();
    } else if (said != null) {
      Optional<Owner.Trunk> awaited = owner.onTrunk(said);
      if (awaited.isPresent()) {
        key = said;
        queueBytes = awaited.get().queueBytes();
        actions.write(TrunkLine.of(awaited.get().answer()), null);
      }
    }
    if (key == null) {
      close(CloseReason.UNKNOWN_PROTOCOL, "no trunk of that key is awaited");
      return;
    }
    phase = Phase.FRAMES;
    attached = true;
    actions.trunked(key, queueBytes);
    to.batch().attach(connection);
    if (all.length > TrunkLine.BYTES) {
      frames(all, TrunkLine.BYTES, all.length, to);
    }
  }

  private void http(byte[] b, int offset, int end) {
    var handler = owner.http();
    if (handler.isEmpty()) {
      close(CloseReason.HTTP_REFUSED, "");
    } else if (bridge(b, offset, end, true)) {
      shared.http().serve(bridge, handler.get());
    }
  }

  private boolean bridge(byte[] b, int offset, int end, boolean served) {
    if (shared.counters().httpOf(owner, 1) > shared.settings().httpPerOwner()) {
      shared.counters().httpOf(owner, -1);
      close(CloseReason.TOO_MANY_HTTP, "");
      return false;
    }
    phase = Phase.BRIDGED;
    bridge = new ByteBridge(actions);
    actions.bridged(served);
    if (end > offset) {
      bridge.offer(b, offset, end - offset);
    }
    return true;
  }

  private void handshake(byte[] b, int offset, int end, Framer.Target to) {
    greeting.feed(b, offset, end);
    if (greeting.failure() != null) {
      close(greeting.failure(), greeting.detail());
      return;
    }
    Relation relation = greeting.relation();
    if (relation == null) {
      return;
    }
    phase = Phase.FRAMES;
    attached = true;
    if (relation.inflateInbound()) {
      inflating = new Inflating(shared.settings(), shared.counters());
    }
    actions.established(relation);
    to.batch().attach(connection);
    byte[] rest = greeting.rest();
    greeting = null; // what both sides have said is more than all else that a relation holds
    if (rest.length > 0) {
      frames(rest, 0, rest.length, to);
    }
  }

  private void frames(byte[] b, int offset, int end, Framer.Target to) {
    if (inflating != null) {
      CloseReason why = inflating.feed(b, offset, end, shared.inflated(), framer, to);
      if (why != null) {
        close(why, "");
      }
    } else if (!framer.feed(b, offset, end, to)) {
      close(CloseReason.TOO_LARGE, "");
    }
  }

  private void close(CloseReason why, String detail) {
    phase = Phase.DEAD;
    actions.close(why, detail);
  }

  /** The other side sends no more. */
  void remoteClosed() {
    if (phase == Phase.BRIDGED) {
      bridge.complete();
    } else if (phase != Phase.DEAD) {
      close(finalReason(CloseReason.REMOTE_CLOSED), "");
    }
  }

  /** Nothing is to be looked at any more. */
  void dead() {
    phase = Phase.DEAD;
  }

  /** The reason of an end that the socket reports, in the light of what was received. */
  CloseReason finalReason(CloseReason reported) {
    boolean network = reported == CloseReason.REMOTE_CLOSED || reported == CloseReason.IO_ERROR;
    return network && framer.byeSeen() ? CloseReason.REMOTE_BYE : reported;
  }

  /** The other owner's policy has nothing to do with this connection any longer. */
  void handedOver(Owner to) {
    if (slot != null) {
      slot.release();
    }
    owner = to;
  }

  /** True once the owner has been told of the connection. */
  boolean isAttached() {
    return attached;
  }

  /** Bytes that are kept until more come. */
  int kept() {
    return head.length + framer.carried();
  }

  /** Whole frames so far. */
  long frames() {
    return framer.frames();
  }

  /** The end: frees everything, tells who waits. */
  void ended(CloseReason reason) {
    phase = Phase.DEAD;
    if (inflating != null) {
      inflating.end();
    }
    if (bridge != null) {
      shared.counters().httpOf(owner, -1);
      bridge.end(reason);
    }
    if (slot != null) {
      slot.release();
    }
    if (dialled != null && reason == CloseReason.PROBE_DONE) {
      owner.onProbed(actions.remote());
    } else if (dialled != null && !attached && bridge == null) {
      List<HostAddress> named = greeting == null ? List.of() : greeting.tryUltrapeers();
      dialled.failed(owner, actions.remote(), reason, named);
    }
  }
}
