package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One socket. Who may touch what: final and volatile fields everybody, {@link #inbound} the stream,
 * all else the selector thread.
 */
final class SocketConnection implements Connection, ConnectionActions {
  /** Not read: its owner has no credit. */
  static final int HOLD_CREDIT = 1;

  /** Not read: the byte bridge is full. */
  static final int HOLD_BRIDGE = 2;

  /** Not read: the other side has ended its half. */
  static final int HOLD_EOF = 4;

  /** Where a socket is in its life. */
  enum Phase {
    CONNECTING,
    HANDSHAKING,
    FRAMED,
    BRIDGED,
    /** Closed by us; the last bytes are on their way. */
    CLOSING,
    /** Ended; the other side gets time to take the last bytes. */
    LINGERING,
    CLOSED
  }

  private final long id;
  private final IoShard ioShard;
  private final int slot;
  private final HostAddress remote;
  final SocketChannel channel;
  final Outbound outbound;
  Inbound inbound;
  volatile Desk desk;
  private volatile Relation relation;
  private volatile Guid trunk;
  private volatile ConnectionSnapshot snapshot = ConnectionSnapshot.NOTHING;

  /** Written by the stream only, once per round. */
  private volatile long framesIn;

  /** In the list of all. */
  int place;

  SelectionKey key;
  Phase phase;
  long deadlineNanos;
  long touchedNanos;

  /** Byte bridge: we answer requests on it. */
  boolean served;

  /** Byte bridge: bytes came, and nothing has been written since. */
  boolean asked;

  long askedNanos;
  long bytesIn;
  boolean dirty;
  boolean writeBlocked;
  CloseReason reason;
  String detail = "";
  Runnable onDrained;
  private int holds;

  SocketConnection(
      long id, IoShard ioShard, int slot, HostAddress remote, SocketChannel channel, Desk desk) {
    this.id = id;
    this.ioShard = ioShard;
    this.slot = slot;
    this.remote = remote;
    this.channel = channel;
    this.desk = desk;
    this.outbound = new Outbound(channel, ioShard.space(), ioShard.settings().sendQueueBytes());
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public int shard() {
    return ioShard.index();
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public HostAddress remote() {
    return remote;
  }

  @Override
  public Relation relation() {
    return relation;
  }

  @Override
  public Guid trunk() {
    return trunk;
  }

  @Override
  public ConnectionSnapshot snapshot() {
    return snapshot;
  }

  IoShard ioShard() {
    return ioShard;
  }

  /** Selector thread: stops reading for one more reason. */
  void hold(int why) {
    holds |= why;
    interest();
  }

  /** Selector thread: one reason less. */
  void unhold(int why) {
    holds &= ~why;
    interest();
  }

  /** Selector thread: true if the other side has ended its half. */
  boolean sawEof() {
    return (holds & HOLD_EOF) != 0;
  }

  /** Selector thread: tells the selector what is wanted. */
  void interest() {
    if (key == null || !key.isValid()) {
      return;
    }
    int wanted;
    if (phase == Phase.CONNECTING) {
      wanted = SelectionKey.OP_CONNECT;
    } else {
      boolean read =
          phase == Phase.LINGERING ? (holds & HOLD_EOF) == 0 : phase != Phase.CLOSING && holds == 0;
      wanted = (read ? SelectionKey.OP_READ : 0) | (writeBlocked ? SelectionKey.OP_WRITE : 0);
    }
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /** Selector thread: true if it may be read now. */
  boolean wantsToRead() {
    return key.isValid() && (key.interestOps() & SelectionKey.OP_READ) != 0;
  }

  /** Selector thread: publishes the account. */
  void publish(long now) {
    ConnectionSnapshot before = snapshot;
    snapshot = outbound.snapshot(bytesIn, framesIn, now);
    ioShard.counters().queues(before, snapshot);
  }

  /** Stream: whole frames so far. */
  void framesIn(long frames) {
    framesIn = frames;
  }

  /** Stream: the account after the end, with the frames that were still under way. */
  void publishEnd() {
    ConnectionSnapshot s = snapshot;
    snapshot =
        new ConnectionSnapshot(
            s.bytesIn(),
            s.bytesOut(),
            framesIn,
            s.offeredFrames(),
            s.sentFrames(),
            s.droppedFrames(),
            s.queuedFrames(),
            s.queuedBytes(),
            s.oldestQueuedNanos());
  }

  @Override
  public void write(byte[] bytes, Runnable then) {
    ioShard.execute(() -> ioShard.writes().raw(this, bytes, then));
  }

  @Override
  public void established(Relation found) {
    relation = found;
    ioShard.execute(() -> ioShard.lifecycle().established(this, found));
  }

  @Override
  public void trunked(Guid key, int queueBytes) {
    trunk = key;
    ioShard.execute(() -> ioShard.lifecycle().trunked(this, queueBytes));
  }

  @Override
  public void bridged(boolean served) {
    ioShard.execute(() -> ioShard.lifecycle().bridged(this, served));
  }

  @Override
  public void read(boolean wanted) {
    ioShard.execute(
        () -> {
          if (wanted) {
            unhold(HOLD_BRIDGE);
          } else {
            hold(HOLD_BRIDGE);
          }
        });
  }

  @Override
  public void close(CloseReason why, String text) {
    ioShard.close(this, why, text);
  }

  @Override
  public String toString() {
    return "connection " + id + " of " + remote;
  }
}
