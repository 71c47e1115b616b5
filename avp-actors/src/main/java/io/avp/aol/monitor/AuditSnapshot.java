package io.avp.aol.monitor;

import io.avp.gnutella.message.DescriptorType;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A {@link DescriptorAudit} at one moment; exact, immutable, and may be summed. */
@SuppressWarnings("EnumOrdinal") // the same columns as the account that it was taken of
public final class AuditSnapshot {
  private static final int TYPES = DescriptorAudit.TYPES;
  private static final int COLUMNS = DescriptorAudit.COLUMNS;

  private final long[] counts;

  AuditSnapshot(long[] counts) {
    this.counts = counts;
  }

  /** Descriptors that came. */
  public long received(DescriptorType type) {
    return at(type, DescriptorAudit.RECEIVED);
  }

  /** Descriptors of that fate; for {@link Outcome#DROPPED} the sum over all reasons. */
  public long outcome(DescriptorType type, Outcome outcome) {
    if (outcome != Outcome.DROPPED) {
      return at(type, outcome.ordinal());
    }
    long sum = 0;
    for (DropReason reason : DropReason.values()) {
      sum += dropped(type, reason);
    }
    return sum;
  }

  /** Descriptors thrown away for that reason. */
  public long dropped(DescriptorType type, DropReason reason) {
    return at(type, DescriptorAudit.REASONS + reason.ordinal());
  }

  /** Copies handed to send queues. */
  public long copies(DescriptorType type) {
    return at(type, DescriptorAudit.COPIES);
  }

  /** Descriptors that the virtual peer made itself. */
  public long originated(DescriptorType type) {
    return at(type, DescriptorAudit.ORIGINATED);
  }

  /** Copies that went to a member they are meant for. */
  public long delivered(DescriptorType type) {
    return at(type, DescriptorAudit.DELIVERED);
  }

  /** True if for every type received is the sum of all fates, and nothing is negative. */
  public boolean exact() {
    for (DescriptorType type : DescriptorType.values()) {
      long sum = 0;
      for (int column = 0; column < DescriptorAudit.RECEIVED; column++) {
        long count = at(type, column);
        if (count < 0) {
          return false;
        }
        sum += count;
      }
      if (sum != received(type)) {
        return false;
      }
    }
    return true;
  }

  /** The sum of two accounts. */
  public AuditSnapshot plus(AuditSnapshot other) {
    long[] sum = new long[TYPES * COLUMNS];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = counts[i] + other.counts[i];
    }
    return new AuditSnapshot(sum);
  }

  /**
   * For views: per type (lower case) the counters {@code received relayed answered merged consumed
   * pending dropped_REASON copies originated delivered}. Types without any are left out, and so are
   * reasons without any.
   */
  public Map<String, Map<String, Long>> toMap() {
    Map<String, Map<String, Long>> all = new LinkedHashMap<>();
    for (DescriptorType type : DescriptorType.values()) {
      if (received(type) + copies(type) + originated(type) + delivered(type) > 0) {
        all.put(type.name().toLowerCase(Locale.ROOT), toMap(type));
      }
    }
    return all;
  }

  private Map<String, Long> toMap(DescriptorType type) {
    Map<String, Long> map = new LinkedHashMap<>();
    map.put("received", received(type));
    for (Outcome outcome : Outcome.values()) {
      if (outcome != Outcome.DROPPED) {
        map.put(outcome.label(), outcome(type, outcome));
      }
    }
    for (DropReason reason : DropReason.values()) {
      long count = dropped(type, reason);
      if (count > 0) {
        map.put("dropped_" + reason.label(), count);
      }
    }
    map.put("copies", copies(type));
    map.put("originated", originated(type));
    map.put("delivered", delivered(type));
    return map;
  }

  private long at(DescriptorType type, int column) {
    return counts[type.ordinal() * COLUMNS + column];
  }
}
