package io.avp.actor;

import io.avp.aol.routing.GuidRoutes;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.HeaderCheck;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.wire.Guid;
import io.avp.model.DropReason;
import io.avp.model.Outcome;

/** Brings every descriptor to the flow that it belongs to; counts each exactly once. */
final class FrameDispatch {
  private static final int AHEAD = 64;

  private final PeerState peer;
  private final QueryFlow queries;
  private final ReplyFlow replies;
  private final PushFlow pushes;
  private final PingFlow pings;
  private final TableFlow tables;
  private final VendorFlow vendors;
  private final SiblingAsks asks;
  private final RegionTalk talk;
  private final IndexQueryFlow indexes;

  /** Only there so that the compiler cannot leave the loads out. */
  @SuppressWarnings("UnusedVariable")
  private long touched;

  private final long[] keys = new long[AHEAD];
  private final int[] ahead = new int[AHEAD];
  private int aheadCount;
  private int underWay;

  FrameDispatch(
      PeerState peer,
      QueryFlow queries,
      ReplyFlow replies,
      PushFlow pushes,
      PingFlow pings,
      TableFlow tables,
      VendorFlow vendors,
      SiblingAsks asks,
      RegionTalk talk,
      IndexQueryFlow indexes) {
    this.peer = peer;
    this.queries = queries;
    this.replies = replies;
    this.pushes = pushes;
    this.pings = pings;
    this.tables = tables;
    this.vendors = vendors;
    this.asks = asks;
    this.talk = talk;
    this.indexes = indexes;
  }

  /** The frames of a batch from {@code first} on, in their order. */
  void batch(FrameBatch batch, int first) {
    for (int from = first; from < batch.size(); from += AHEAD) {
      int to = Math.min(batch.size(), from + AHEAD);
      touch(batch, from, to);
      some(batch, from, to);
    }
  }

  /** The largest cost of a query are cache misses: those of many are waited for at once. */
  private void touch(FrameBatch batch, int from, int to) {
    byte[] b = batch.bytes();
    long sum = 0;
    for (int i = from; i < to; i++) {
      int at = batch.offset(i);
      if (Header.type(b, at) == DescriptorType.QUERY) {
        sum += touch(i - from, b, at);
      }
    }
    touched = sum;
  }

  private long touch(int i, byte[] b, int at) {
    long key = peer.routes.key(Guid.highAt(b, at), Guid.lowAt(b, at), GuidRoutes.QUERY);
    keys[i] = key;
    return peer.routes.touch(key);
  }

  private void some(FrameBatch batch, int first, int end) {
    byte[] b = batch.bytes();
    Connection source = null;
    Neighbour from = null;
    boolean outside = false;
    for (int i = first; i < end; i++) {
      underWay = i;
      if (batch.connection(i) != source) {
        source = batch.connection(i);
        from = peer.neighbours.from(source);
        outside = source.trunk() == null;
      }
      int at = batch.offset(i);
      DescriptorType type = Header.type(b, at);
      peer.audit.received(type);
      if (outside) {
        peer.ledger.entered(type, batch.length(i));
      }
      if (from instanceof Sibling sibling) {
        mesh(sibling, type, b, at, keys[i - first]);
      } else if (!(from instanceof Member member) || member.closing) {
        peer.audit.dropped(type, DropReason.SOURCE_GONE);
      } else if (type == DescriptorType.QUERY) {
        queries.onQuery(member, b, at, batch.length(i), keys[i - first]);
      } else {
        other(member, type, b, at, batch.length(i));
      }
      if (peer.outbox.isFull()) {
        peer.outbox.flush();
      }
    }
  }

  /** The frame at which {@link #batch} failed. */
  int underWay() {
    return underWay;
  }

  private void other(Member from, DescriptorType type, byte[] b, int at, int length) {
    switch (HeaderCheck.overTcp(b, at, from.isLeaf())) {
      case ACCEPT -> accepted(from, type, b, at, length);
      case LOCAL_ONLY -> local(from, type, b, at, length);
      case DROP_TRAVELLED -> peer.dropWeird(from, type, DropReason.NOT_FOR_RELAY);
      case DROP_FUNCTION ->
          peer.audit.dropped(
              type,
              type == DescriptorType.UNKNOWN ? DropReason.UNKNOWN_TYPE : DropReason.UNREQUESTED);
      default -> peer.dropWeird(from, type, DropReason.BAD_SIZE);
    }
  }

  private void accepted(Member from, DescriptorType type, byte[] b, int at, int length) {
    switch (type) {
      case PING -> pings.onPing(from, b, at, length);
      case PONG -> pings.onPong(from, b, at, length);
      case QUERY_HIT -> {
        if (!indexes.takes(from, b, at, length)) {
          replies.onHit(from, b, at, length);
        }
      }
      case PUSH -> pushes.onPush(from, b, at, length);
      case QRP -> tables.onTable(from, b, at, length);
      case VENDOR, STANDARD_VENDOR -> vendors.onVendor(from, type, b, at, length);
      case BYE -> {
        peer.audit.fate(type, Outcome.CONSUMED);
        peer.close(from, CloseReason.REMOTE_BYE);
      }
      default -> peer.audit.dropped(type, DropReason.UNREQUESTED);
    }
  }

  /** Too far travelled to be passed on; what is for us is looked at all the same. */
  private void local(Member from, DescriptorType type, byte[] b, int at, int length) {
    if (type == DescriptorType.PING) {
      pings.onPing(from, b, at, length);
    } else if (type == DescriptorType.PONG) {
      pings.onPong(from, b, at, length);
    } else {
      peer.audit.dropped(type, DropReason.HIGH_TTL);
    }
  }

  /** Descriptors of a sibling, one after the other; one that fails does not cost the others. */
  void mesh(Sibling from, byte[] b, Faults faults) {
    for (int at = 0; at < b.length; ) {
      at = touch(b, at);
      for (int i = 0; i < aheadCount; i++) {
        int frame = ahead[i];
        from.countFrame();
        try {
          DescriptorType type = Header.type(b, frame);
          peer.audit.received(type);
          mesh(from, type, b, frame, keys[i]);
        } catch (RuntimeException e) {
          faults.failed("a descriptor of " + from.entry().id(), e);
        }
        if (peer.outbox.isFull()) {
          peer.outbox.flush();
        }
      }
    }
  }

  /** Finds the next frames, as with those of a batch; returns where they end. */
  private int touch(byte[] b, int from) {
    aheadCount = 0;
    long sum = 0;
    int at = from;
    while (aheadCount < AHEAD && b.length - at >= Header.BYTES) {
      int payload = Header.payloadLength(b, at);
      if (payload < 0 || payload > b.length - at - Header.BYTES) {
        return b.length;
      }
      if (Header.type(b, at) == DescriptorType.QUERY) {
        sum += touch(aheadCount, b, at);
      }
      ahead[aheadCount++] = at;
      at += Header.BYTES + payload;
    }
    touched = sum;
    return b.length - at < Header.BYTES ? b.length : at;
  }

  private void mesh(Sibling from, DescriptorType type, byte[] b, int at, long key) {
    int length = Header.frameLength(b, at);
    if (length - Header.BYTES < type.minPayload()) {
      peer.audit.dropped(type, DropReason.BAD_SIZE);
      return;
    }
    switch (type) {
      case QUERY -> queries.onQuery(from, b, at, length, key);
      case QUERY_HIT -> replies.onHit(from, b, at, length);
      case PUSH -> pushes.onPush(from, b, at, length);
      case VENDOR -> talk.onVendor(from, b, at, length, asks);
      default -> peer.audit.dropped(type, DropReason.UNREQUESTED);
    }
  }
}
