package io.avp.aol.topology;

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
    /** Send a ping (TTL 1, hops 0) with a fresh GUID and call {@link #pinged}. */
    PING,
    /** Part: no reply to alive pings. */
    GIVE_UP
  }

  private static final int RING = 8;

  private final AliveRule rule;
  private final long periodNanos;
  private final long[] ids = new long[2 * RING];
  private final long[] sentNanos = new long[RING];
  private int sent;
  private int answered;
  private long nextNanos;

  /** A timer whose first ping is due now. */
  public AlivePingTimer(AliveRule rule, RelationKind kind, long nowNanos) {
    this.rule = rule;
    this.periodNanos = rule.period(kind);
    this.nextNanos = nowNanos;
  }

  /** What is to be done now. */
  public Due due(long nowNanos) {
    if (nowNanos - nextNanos < 0) {
      return Due.NOTHING;
    }
    return unanswered() >= rule.maxUnanswered() ? Due.GIVE_UP : Due.PING;
  }

  /** A ping with this GUID was sent. */
  public void pinged(long high, long low, long nowNanos) {
    int slot = sent % RING;
    ids[2 * slot] = high;
    ids[2 * slot + 1] = low;
    sentNanos[slot] = nowNanos;
    sent++;
    nextNanos = nowNanos + periodNanos;
  }

  /**
   * A pong of hops 0, or a ping of TTL 0, came with this GUID.
   *
   * @return time since the ping that it answers, in nanoseconds; -1 if it answers none of the
   *     unanswered ones
   */
  public long answered(long high, long low, long nowNanos) {
    for (int i = sent; i > Math.max(answered, sent - RING); i--) {
      int slot = (i - 1) % RING;
      if (ids[2 * slot] == high && ids[2 * slot + 1] == low) {
        answered = i;
        return nowNanos - sentNanos[slot];
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
