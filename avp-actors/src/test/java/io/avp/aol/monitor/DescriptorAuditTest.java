package io.avp.aol.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.gnutella.message.DescriptorType;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DescriptorAuditTest {
  private static final List<DescriptorType> TYPES = List.of(DescriptorType.values());
  private static final List<DropReason> REASONS = List.of(DropReason.values());
  private static final List<Outcome> FATES =
      List.of(Outcome.RELAYED, Outcome.ANSWERED, Outcome.MERGED, Outcome.CONSUMED);

  @Property(seed = "20261124", tries = 300)
  void everySnapshotIsExact(@ForAll List<@IntRange(max = 1 << 20) Integer> events) {
    DescriptorAudit audit = new DescriptorAudit();
    long[] pending = new long[TYPES.size()];
    long received = 0;
    for (int event : events) {
      int index = event % pending.length;
      DescriptorType type = TYPES.get(index);
      DropReason reason = REASONS.get((event >>> 4) % REASONS.size());
      Outcome fate = FATES.get((event >>> 9) & 3);
      if (((event >>> 11) & 1) == 1 && pending[index] > 0) {
        pending[index]--;
        if (((event >>> 12) & 1) == 1) {
          audit.settled(type, fate);
        } else {
          audit.settledDropped(type, reason);
        }
      } else {
        audit.received(type);
        received++;
        switch ((event >>> 12) & 3) {
          case 0 -> audit.fate(type, fate);
          case 1 -> audit.dropped(type, reason);
          default -> {
            audit.pending(type);
            pending[index]++;
          }
        }
      }
      assertTrue(audit.snapshot().exact());
    }
    AuditSnapshot twice = audit.snapshot().plus(audit.snapshot());
    assertTrue(twice.exact());
    long sum = 0;
    for (DescriptorType type : DescriptorType.values()) {
      sum += twice.received(type);
    }
    assertEquals(2 * received, sum);
  }

  @Test
  void whatAFailedHandlerLeftGetsAFate() {
    DescriptorAudit audit = new DescriptorAudit();
    audit.received(DescriptorType.QUERY);
    audit.fate(DescriptorType.QUERY, Outcome.RELAYED);
    audit.received(DescriptorType.QUERY);
    audit.pending(DescriptorType.QUERY);
    assertEquals(0, audit.abandoned(DropReason.INTERNAL_ERROR));
    audit.received(DescriptorType.QUERY);
    audit.received(DescriptorType.PING);
    assertEquals(2, audit.abandoned(DropReason.INTERNAL_ERROR));
    assertTrue(audit.snapshot().exact());
    assertEquals(1, audit.snapshot().dropped(DescriptorType.PING, DropReason.INTERNAL_ERROR));
    assertEquals(1, audit.snapshot().outcome(DescriptorType.QUERY, Outcome.PENDING));
  }

  @Test
  void aForgottenFateShows() {
    DescriptorAudit audit = new DescriptorAudit();
    audit.received(DescriptorType.QUERY);
    AuditSnapshot before = audit.snapshot();
    assertFalse(before.exact());
    audit.dropped(DescriptorType.QUERY, DropReason.DUPLICATE);
    assertTrue(audit.snapshot().exact());
    assertEquals(0, before.outcome(DescriptorType.QUERY, Outcome.DROPPED), "a snapshot stays");
    assertEquals(1L, audit.snapshot().toMap().get("query").get("dropped_duplicate"));
    assertThrows(
        IllegalStateException.class, () -> audit.settled(DescriptorType.PING, Outcome.RELAYED));
    assertThrows(
        IllegalArgumentException.class, () -> audit.fate(DescriptorType.PING, Outcome.DROPPED));
  }
}
