package io.avp.aol.topology;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.model.DegreeBand;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who holds how many relations of one virtual peer; reserves a slot in a handshake, before the
 * connection is attached. Safe for all threads.
 */
public final class SlotBook {
  /** Of one count: there are three, and none comes near two million. */
  private static final int BITS = 21;

  private final AtomicLong taken = new AtomicLong();
  private volatile DegreeBand band;

  /** An empty book. */
  public SlotBook(DegreeBand band) {
    this.band = band;
  }

  /** Changes the maxima; what is reserved stays, even above them. */
  public void band(DegreeBand changed) {
    band = changed;
  }

  /** The maxima in force. */
  public DegreeBand band() {
    return band;
  }

  /** Takes a slot; false if all of that mode are taken. */
  public boolean reserve(PeerMode mode) {
    DegreeBand now = band;
    while (true) {
      long before = taken.get();
      if (count(before, mode) >= max(now, mode)) {
        return false;
      }
      if (taken.compareAndSet(before, before + unit(mode))) {
        return true;
      }
    }
  }

  /**
   * Gives a slot back.
   *
   * @throws IllegalStateException if none of that mode is taken
   */
  public void release(PeerMode mode) {
    while (true) {
      long before = taken.get();
      if (count(before, mode) == 0) {
        throw new IllegalStateException("no slot of mode " + mode + " is taken");
      }
      if (taken.compareAndSet(before, before - unit(mode))) {
        return;
      }
    }
  }

  /** Slots taken. */
  public int taken(PeerMode mode) {
    return count(taken.get(), mode);
  }

  /** Slots left, 0 or more. */
  public int free(PeerMode mode) {
    return Math.max(0, max(band, mode) - taken(mode));
  }

  /** Modes of which a slot is left. */
  public Set<PeerMode> withRoom() {
    Set<PeerMode> modes = EnumSet.noneOf(PeerMode.class);
    for (PeerMode mode : PeerMode.values()) {
      if (free(mode) > 0) {
        modes.add(mode);
      }
    }
    return modes;
  }

  private static int max(DegreeBand band, PeerMode mode) {
    return switch (mode) {
      case LEAF -> band.leavesMax();
      case ULTRAPEER -> band.ultrapeersMax();
      case LEGACY -> band.legacyMax();
    };
  }

  private static int count(long all, PeerMode mode) {
    return (int) (all >>> BITS * mode.ordinal()) & (1 << BITS) - 1;
  }

  private static long unit(PeerMode mode) {
    return 1L << BITS * mode.ordinal();
  }
}
