package io.avp.actor;

import io.avp.model.RelationKind;
import java.util.Arrays;

/**
 * Another virtual peer of the realm, in its present incarnation, and what waits to be sent to it.
 */
final class Sibling implements Neighbour {
  private static final byte[] NOTHING = {};
  private static final int FIRST_BYTES = 1 << 10;

  private final int handle;
  private final PeerEntry entry;
  private byte[] frames = NOTHING;
  private int used;

  Sibling(int handle, PeerEntry entry) {
    this.handle = handle;
    this.entry = entry;
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public RelationKind kind() {
    return RelationKind.SIBLING;
  }

  /** What the directory says of it. */
  PeerEntry entry() {
    return entry;
  }

  /** Adds a frame to what is sent with the next flush; true if it is the first one. */
  boolean add(byte[] bytes, int offset, int length) {
    if (used + length > frames.length) {
      frames = Arrays.copyOf(frames, Math.max(FIRST_BYTES, (used + length) * 2));
    }
    System.arraycopy(bytes, offset, frames, used, length);
    boolean first = used == 0;
    used += length;
    return first;
  }

  /** Takes what waits. */
  byte[] take() {
    byte[] taken = used == frames.length ? frames : Arrays.copyOf(frames, used);
    frames = NOTHING;
    used = 0;
    return taken;
  }
}
