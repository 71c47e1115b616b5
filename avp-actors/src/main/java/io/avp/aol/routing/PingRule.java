package io.avp.aol.routing;

/** What a ping that came over a connection asks for (fact sheet, section 3.2). */
public final class PingRule {
  /** How to answer. */
  public enum Answer {
    /** One pong about ourselves, at once, never throttled. */
    ALIVE,
    /** Nothing: it acknowledges our own alive ping in place of a pong. */
    ACKNOWLEDGES,
    /** Our own pong and those of our neighbours. */
    CRAWLER,
    /** From the pong cache; our own only if there is room; rate rules apply. */
    CACHE
  }

  private PingRule() {}

  /** The kind of a ping with TTL and hops as received. */
  public static Answer judge(int ttl, int hops) {
    if (ttl == 0) {
      return Answer.ACKNOWLEDGES;
    }
    if (ttl == 1 && hops == 0) {
      return Answer.ALIVE;
    }
    return ttl == 2 && hops == 0 ? Answer.CRAWLER : Answer.CACHE;
  }
}
