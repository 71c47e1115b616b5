package io.avp.vcc.policy;

/**
 * When a member is browsed: seldom enough that it does not notice. Browsing once per member and
 * hour holds for the whole cluster; {@link BrowseLog} knows, and {@link BytePace} slows the
 * reading.
 */
public final class BrowsePolicy {
  /** Shortest time between two browses of one member: real servents refuse more. */
  public static final long PERIOD_MILLIS = 3_600_000;

  /** Fastest reading of one member, in bytes per second. */
  public static final int BYTES_PER_SECOND = 64 << 10;

  private static final long FIRST_RETRY_SECONDS = 120;

  /** What is to be done. */
  public enum Verdict {
    /** Browse it. */
    NOW,
    /** It is to be browsed, but not yet. */
    WAIT,
    /** What is known of it is as good as what it would say. */
    UNNEEDED,
    /** It is only ever asked. */
    NEVER
  }

  /**
   * What is known of a member.
   *
   * @param forbidden a policy says that it must not be browsed
   * @param unbrowsable it has shown that it cannot be: no answer of that kind, or 403, 404
   * @param known all its files are known
   * @param tableChanged its query table has changed since it was browsed
   * @param sinceBrowsedMillis since it was browsed the last time, by whomever; {@link
   *     Long#MAX_VALUE} if it never was
   * @param retryInMillis how long it still wants to be left alone (429 or 503 with Retry-After)
   * @param queueEmpty nothing waits to be sent to it
   * @param roomForMore false if as many are browsed as may be at a time
   */
  public record Facts(
      boolean forbidden,
      boolean unbrowsable,
      boolean known,
      boolean tableChanged,
      long sinceBrowsedMillis,
      long retryInMillis,
      boolean queueEmpty,
      boolean roomForMore) {}

  private BrowsePolicy() {}

  /**
   * After how long a browse that has failed is tried again, in seconds: a few minutes, twice as
   * long each time, an hour at most.
   *
   * @param failures in a row, 1 or more
   */
  public static long retrySeconds(int failures) {
    return Math.min(PERIOD_MILLIS / 1_000, FIRST_RETRY_SECONDS << Math.min(failures - 1, 10));
  }

  /** What is to be done now. */
  public static Verdict decide(Facts facts) {
    if (facts.forbidden || facts.unbrowsable) {
      return Verdict.NEVER;
    }
    if (facts.known && !facts.tableChanged) {
      return Verdict.UNNEEDED;
    }
    boolean may =
        facts.sinceBrowsedMillis >= PERIOD_MILLIS
            && facts.retryInMillis <= 0
            && facts.queueEmpty
            && facts.roomForMore;
    return may ? Verdict.NOW : Verdict.WAIT;
  }
}
