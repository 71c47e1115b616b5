package io.avp.aol.topology;

import io.avp.gnutella.wire.Guid;
import io.avp.model.RelationKind;

/**
 * The alive pings of one relation: when the next is due, which are unanswered, how long the last
 * answer took. The first is due at once. Not safe for several threads.
 */
public final class AlivePingTimer {
  /** What is to be done now. */
  public enum Due {
    /** Nothing. */
    NOTHING,
    /** Send a ping (TTL 1, hops 0) with the GUID that {@link #pinged} gives. */
    PING,
    /** Part: no reply to alive pings. */
    GIVE_UP
  }

  private static final int RING = 8;

  /** Odd: its multiples go through all numbers (Steele et al., SplittableRandom). */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final AliveRule rule;
  private final RelationKind kind;
  private final long seed;
  private int sent;
  private int answered;
  private long nextNanos;

  /** When pings were sent behind which others are unanswered; null if there are none. */
  private long[] earlier;

  /**
   * A timer whose first ping is due now.
   *
   * @param seed unpredictable; the GUIDs of the pings come from it, so that none is kept
   */
  public AlivePingTimer(AliveRule rule, RelationKind kind, long seed, long nowNanos) {
    this.rule = rule;
    this.kind = kind;
    this.seed = seed;
    this.nextNanos = nowNanos;
  }

  /** What is to be done now. */
  public Due due(long nowNanos) {
    if (nowNanos - nextNanos < 0) {
      return Due.NOTHING;
    }
    return unanswered() >= rule.maxUnanswered() ? Due.GIVE_UP : Due.PING;
  }

  /** A ping is sent now; its GUID. */
  public Guid pinged(long nowNanos) {
    if (unanswered() > 0) {
      earlier = earlier == null ? new long[RING] : earlier;
      earlier[(sent - 1) % RING] = lastNanos();
    }
    nextNanos = nowNanos + rule.period(kind);
    return id(sent++);
  }

  private long lastNanos() {
    return nextNanos - rule.period(kind);
  }

  private Guid id(int ping) {
    return Guid.modern(mixed(2L * ping + 1), mixed(2L * ping + 2));
  }

  private long mixed(long step) {
    long z = seed + step * SPREAD;
    z = (z ^ z >>> 33) * 0xFF51AFD7ED558CCDL;
    z = (z ^ z >>> 33) * 0xC4CEB9FE1A85EC53L;
    return z ^ z >>> 33;
  }

  /**
   * A pong of hops 0, or a ping of TTL 0, came with this GUID.
   *
   * @return time since the ping that it answers, in nanoseconds; -1 if it answers none of the
   *     unanswered ones
   */
  public long answered(Guid guid, long nowNanos) {
    for (int ping = sent - 1; ping >= Math.max(answered, sent - RING); ping--) {
      if (guid.equals(id(ping))) {
        long sentNanos = ping == sent - 1 ? lastNanos() : earlier[ping % RING];
        answered = ping + 1;
        earlier = answered == sent ? null : earlier;
        return nowNanos - sentNanos;
      }
    }
    return -1;
  }

  /** Pings sent since the last one that was answered. */
  public int unanswered() {
    return sent - answered;
  }

  /** When {@link #due} may next say something else than nothing, for a wheel of timers. */
  public long nextNanos() {
    return nextNanos;
  }
}
