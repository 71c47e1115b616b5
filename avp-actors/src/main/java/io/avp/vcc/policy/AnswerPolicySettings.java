package io.avp.vcc.policy;

import java.time.Duration;

/**
 * What may be cached and for how long, and how much is answered.
 *
 * @param positive how long an answer is good; zero: none is cached
 * @param negative how long a "nobody has it" is good; zero: none is cached
 * @param cacheBytes bound of the cache of a node, 1 MiB or more
 * @param target records of one answer, 1 or more; less if the query says so
 */
public record AnswerPolicySettings(
    Duration positive, Duration negative, int cacheBytes, int target) {
  private static final Duration LONGEST = Duration.ofHours(1);

  /** One minute for answers and noes, 16 MiB, 150 records. */
  public static final AnswerPolicySettings STANDARD =
      new AnswerPolicySettings(Duration.ofMinutes(1), Duration.ofMinutes(1), 16 << 20, 150);

  public AnswerPolicySettings {
    check(positive);
    check(negative);
    if (cacheBytes < 1 << 20 || target < 1) {
      throw new IllegalArgumentException(
          "cache of " + cacheBytes + " bytes, " + target + " records");
    }
  }

  private static void check(Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("answers good for " + time + ", not 0 to 1 hour");
    }
  }

  /**
   * Records for one who asks.
   *
   * @param wanted what the query says, 0 if nothing
   */
  public int target(int wanted) {
    return wanted == 0 ? target : Math.min(wanted, target);
  }
}
