package io.avp.aol.policy;

import io.avp.model.Decision;
import io.avp.model.RateLimit;
import io.avp.model.RelationKind;
import java.util.Arrays;

/**
 * What one relation has left of its rates: one long per rate. Siblings have no limit here. Not safe
 * for several threads.
 */
public final class RatePolicy {
  private static final int QUERY = 0;
  private static final int PING = 1;
  private static final int CONNECT_BACK = 2;
  private static final int TABLE = 3;
  private static final int VENDOR = 4;
  private static final int BUCKETS = 5;

  private final RateSettings settings;
  private final RelationKind kind;

  /** By bucket; null while all are full: many relations never take anything. */
  private long[] states;

  /** Full buckets for a relation. */
  public RatePolicy(RateSettings settings, RelationKind kind) {
    this.settings = settings;
    this.kind = kind;
  }

  /** A query came; {@link Decision#IGNORE} if it is one too many. */
  public Decision query(long nowNanos) {
    return take(
        QUERY,
        kind == RelationKind.LEAF ? settings.leafQueries() : settings.ultrapeerQueries(),
        nowNanos);
  }

  /** A ping came that is not an alive ping; {@link Decision#IGNORE} if it is one too many. */
  public Decision ping(long nowNanos) {
    return take(
        PING,
        kind == RelationKind.LEAF ? settings.leafPings() : settings.ultrapeerPings(),
        nowNanos);
  }

  /** A connect-back is wanted; {@link Decision#IGNORE} if it is one too many. */
  public Decision connectBack(long nowNanos) {
    return take(CONNECT_BACK, settings.connectBacks(), nowNanos);
  }

  /** A query table, or a change of one, begins; {@link Decision#IGNORE} if it is one too many. */
  public Decision table(long nowNanos) {
    return take(TABLE, settings.tables(), nowNanos);
  }

  /** A vendor message came; {@link Decision#IGNORE} if it is one too many. */
  public Decision vendor(long nowNanos) {
    return take(VENDOR, settings.vendors(), nowNanos);
  }

  private Decision take(int bucket, RateLimit limit, long nowNanos) {
    if (kind == RelationKind.MESH) {
      return Decision.PERMIT;
    }
    if (states == null) {
      states = new long[BUCKETS];
      Arrays.fill(states, nowNanos);
    }
    if (!limit.permits(states[bucket], nowNanos)) {
      return Decision.IGNORE;
    }
    states[bucket] = limit.taken(states[bucket], nowNanos);
    return Decision.PERMIT;
  }
}
