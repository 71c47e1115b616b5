package io.avp.actor;

import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.ConnectionSnapshot;
import io.avp.gnutella.stream.SendQueue;
import io.avp.model.RelationKind;
import io.avp.nol.monitor.LinkMeter;
import io.avp.nol.traffic.BatchWindow;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Another virtual peer of the realm, in its present incarnation, and the mesh link to it: what
 * waits to be sent, what is under way, what was carried.
 */
final class Sibling implements Neighbour {
  /** Bytes after which a batch is closed; it exceeds them by one descriptor at most. */
  static final int BATCH_BYTES = 64 << 10;

  private static final int LONGEST_FRAME = 20 << 10;
  private static final byte[] NOTHING = {};

  private final int handle;
  private final PeerEntry entry;
  private final String link;
  private final SendQueue queue;
  private final BatchWindow window = new BatchWindow();
  private final LinkMeter meter;
  private final long sinceNanos;
  private long heard;
  private boolean owesAnswer;
  private Connection trunk;
  private ConnectionSnapshot past = ConnectionSnapshot.NOTHING;
  private long endedTrunks;
  private long bytesIn;
  private long bytesOut;
  private long framesIn;
  private long framesOffered;
  private long framesSent;

  /** When a trunk was offered to it last. */
  long trunkTriedNanos;

  /** It is in the list of those that something is to be sent to. */
  boolean listed;

  /**
   * A link that begins.
   *
   * @param link name of its overlay link; empty if the other side owns it
   * @param queueBytes what may wait
   */
  Sibling(int handle, PeerEntry entry, String link, int queueBytes, long now) {
    this.handle = handle;
    this.entry = entry;
    this.link = link;
    queue = new SendQueue(queueBytes);
    meter = new LinkMeter(now);
    sinceNanos = now;
    trunkTriedNanos = now - TimeUnit.DAYS.toNanos(1);
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public RelationKind kind() {
    return RelationKind.MESH;
  }

  @Override
  public Connection connection() {
    return trunk;
  }

  /** From now on its descriptors go over a connection. */
  void trunk(Connection connection) {
    trunk = connection;
  }

  /** From now on they go in messages again. */
  void trunkEnded() {
    endedTrunks++;
    past = past.plus(trunk.snapshot());
    trunk = null;
  }

  /** What the directory said of it when the link began. */
  PeerEntry entry() {
    return entry;
  }

  /** Name of its overlay link; empty if the other side owns it. */
  String link() {
    return link;
  }

  /** When the link began, by the monotonic clock. */
  long sinceNanos() {
    return sinceNanos;
  }

  /** True if the other side answers. */
  boolean isConfirmed() {
    return !window.isSilent();
  }

  /** Batches that were never answered in time. */
  long lostBatches() {
    return window.lost();
  }

  /** Another number than before if it may not have got all that was sent to it. */
  long unreached(long now) {
    long dropped = account(now).droppedFrames().stream().mapToLong(frames -> frames).sum();
    boolean silent = trunk == null && window.isSilent();
    // What was written to a trunk that ends may not have arrived.
    return dropped + window.lost() + endedTrunks + (silent ? now : 0);
  }

  /** Decides when its overlay link hears of it; knows its round-trip time. */
  LinkMeter meter() {
    return meter;
  }

  /** A descriptor waits to be sent; less important ones are dropped if there is no room. */
  void add(byte[] bytes, int offset, int length, long now) {
    framesOffered++;
    queue.offer(bytes, offset, length, now);
  }

  /** A batch has come, and was handled. */
  void heard(VirtualPeer.MeshFrames mesh, long now) {
    bytesIn += mesh.frames().length;
    if (mesh.number() > 0) {
      heard = mesh.number();
      owesAnswer = true;
    }
    long nanos = window.answer(mesh.answered(), now);
    if (nanos >= 0) {
      meter.rtt().sample(nanos);
    }
    window.alive();
  }

  /** A descriptor of it was taken in. */
  void countFrame() {
    framesIn++;
  }

  /** True if something could be sent. */
  boolean hasToSend() {
    return owesAnswer || queue.frames() > 0;
  }

  /** Sends what may leave now; answers if it owes one. */
  void send(String self, long incarnation, long now) {
    while (queue.frames() > 0 && window.permits(queue.bytes(), now)) {
      tell(self, incarnation, window.send(now), take());
    }
    if (owesAnswer) {
      tell(self, incarnation, 0, NOTHING);
    }
  }

  /** Sends an empty batch if the link should be tried. */
  void probe(String self, long incarnation, long now) {
    if (window.wantsProbe(now)) {
      tell(self, incarnation, window.send(now), NOTHING);
    }
  }

  private void tell(String self, long incarnation, long number, byte[] frames) {
    owesAnswer = false;
    bytesOut += frames.length;
    entry.ref().tell(new VirtualPeer.MeshFrames(self, incarnation, number, heard, frames));
  }

  private byte[] take() {
    int waiting = queue.frames();
    byte[] batch = new byte[Math.min(queue.bytes(), BATCH_BYTES + LONGEST_FRAME)];
    int length = queue.take(batch, BATCH_BYTES);
    framesSent += waiting - queue.frames();
    return length == batch.length ? batch : Arrays.copyOf(batch, length);
  }

  /** The link has ended: what still waits is dropped. */
  void end() {
    queue.clear(true);
  }

  /** Its account; {@code bytes} are those of descriptors. */
  ConnectionSnapshot account(long now) {
    ConnectionSnapshot messages =
        new ConnectionSnapshot(
            bytesIn,
            bytesOut,
            framesIn,
            framesOffered,
            framesSent,
            queue.dropped(),
            queue.frames(),
            queue.bytes(),
            queue.oldestNanos(now));
    ConnectionSnapshot all = messages.plus(past);
    return trunk == null ? all : all.plus(trunk.snapshot());
  }
}
