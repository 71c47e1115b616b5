package io.avp.aol.monitor;

import io.avp.gnutella.message.DescriptorType;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.util.Arrays;
import java.util.EnumSet;

/**
 * The exact account of one incarnation's descriptors, per type: received = relayed + answered +
 * merged + consumed + dropped(reason) + pending.
 *
 * <p>Call {@link #received} once per descriptor, then exactly one of {@link #fate} and {@link
 * #dropped}, or {@link #pending} and later one of {@link #settled} and {@link #settledDropped}.
 * Plain arrays, no object per descriptor. Not safe for several threads: only the virtual peer's own
 * turn counts.
 */
@SuppressWarnings("EnumOrdinal") // the columns of a table that lives as long as the process
public final class DescriptorAudit {
  static final int TYPES = DescriptorType.values().length;
  static final int PENDING = Outcome.PENDING.ordinal();
  static final int REASONS = Outcome.DROPPED.ordinal();
  static final int RECEIVED = REASONS + DropReason.values().length;
  static final int COPIES = RECEIVED + 1;
  static final int ORIGINATED = COPIES + 1;
  static final int DELIVERED = ORIGINATED + 1;
  static final int COLUMNS = DELIVERED + 1;

  private static final EnumSet<Outcome> FATES =
      EnumSet.of(Outcome.RELAYED, Outcome.ANSWERED, Outcome.MERGED, Outcome.CONSUMED);

  private final long[] counts = new long[TYPES * COLUMNS];

  /** A descriptor came. */
  public void received(DescriptorType type) {
    add(type, RECEIVED, 1);
  }

  /**
   * It met its fate.
   *
   * @param outcome relayed, answered, merged or consumed
   */
  public void fate(DescriptorType type, Outcome outcome) {
    add(type, fateColumn(outcome), 1);
  }

  /** It was thrown away. */
  public void dropped(DescriptorType type, DropReason reason) {
    add(type, REASONS + reason.ordinal(), 1);
  }

  /** Its fate is decided later. */
  public void pending(DescriptorType type) {
    add(type, PENDING, 1);
  }

  /**
   * A pending one met its fate.
   *
   * @param outcome relayed, answered, merged or consumed
   * @throws IllegalStateException if none of the type is pending
   */
  public void settled(DescriptorType type, Outcome outcome) {
    int column = fateColumn(outcome);
    takePending(type);
    add(type, column, 1);
  }

  /**
   * A pending one was thrown away.
   *
   * @throws IllegalStateException if none of the type is pending
   */
  public void settledDropped(DescriptorType type, DropReason reason) {
    takePending(type);
    dropped(type, reason);
  }

  /**
   * Gives what has no fate yet one: a handler failed between {@link #received} and its fate.
   *
   * @return number of descriptors that had none
   */
  public long abandoned(DropReason reason) {
    long all = 0;
    for (DescriptorType type : DescriptorType.values()) {
      int row = type.ordinal() * COLUMNS;
      long open = counts[row + RECEIVED];
      for (int column = 0; column < RECEIVED; column++) {
        open -= counts[row + column];
      }
      counts[row + REASONS + reason.ordinal()] += open;
      all += open;
    }
    return all;
  }

  /** Copies were handed to send queues: what relaying one descriptor made of it. */
  public void copies(DescriptorType type, int number) {
    add(type, COPIES, number);
  }

  /** This virtual peer made descriptors itself: pings, pongs, its own tables, queries, vendor. */
  public void originated(DescriptorType type, int number) {
    add(type, ORIGINATED, number);
  }

  /** A copy went to a member that it is meant for: a hit to its asker, a query to a match. */
  public void delivered(DescriptorType type, int number) {
    add(type, DELIVERED, number);
  }

  /** The account at this moment. */
  public AuditSnapshot snapshot() {
    return new AuditSnapshot(Arrays.copyOf(counts, counts.length));
  }

  private void takePending(DescriptorType type) {
    if (counts[type.ordinal() * COLUMNS + PENDING] == 0) {
      throw new IllegalStateException("no " + type + " is pending");
    }
    add(type, PENDING, -1);
  }

  private static int fateColumn(Outcome outcome) {
    if (!FATES.contains(outcome)) {
      throw new IllegalArgumentException(outcome + " has a call of its own");
    }
    return outcome.ordinal();
  }

  private void add(DescriptorType type, int column, long number) {
    counts[type.ordinal() * COLUMNS + column] += number;
  }
}
