package io.avp.actor;

import io.avp.vcc.cache.HoldingLimits;
import io.avp.vcc.policy.AnswerPolicySettings;
import java.time.Duration;

/**
 * What virtual peers learn of their members' files and answer themselves; defaults in {@code
 * reference.conf} under {@code avp.cache}.
 *
 * @param answering false: nothing is learnt, and every query goes to those who may answer it
 * @param indexQuery true: leaves that cannot be browsed are asked for their files by an index query
 * @param holdingsBytes bound of all files that the regions of this node know
 * @param listBytes bound of the lists of files by which one virtual peer tells regions again
 * @param fresh files that nobody has confirmed for longer are asked for, not answered
 * @param forget files that nobody has confirmed for longer are forgotten
 * @param answers what is kept of what members answer, and how many files one answer has
 * @param collecting how long answers of members are waited for before they are kept
 * @param contradictions of what others agree on, from which on a member is doubted; 0: never
 */
public record CacheSettings(
    boolean answering,
    boolean indexQuery,
    int holdingsBytes,
    int listBytes,
    Duration fresh,
    Duration forget,
    AnswerPolicySettings answers,
    Duration collecting,
    int contradictions) {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Duration LONGEST_ANSWER = Duration.ofHours(1);

  static CacheSettings from(SectionSettings cache) {
    Duration fresh = cache.duration("fresh", Duration.ofMinutes(1), LONGEST);
    return new CacheSettings(
        cache.flag("answering"),
        cache.flag("index-query"),
        cache.bytes("holdings", 1 << 20, 1 << 30),
        cache.bytes("lists", 1 << 16, 1 << 30),
        fresh,
        cache.duration("forget", fresh, LONGEST),
        new AnswerPolicySettings(
            cache.duration("positive", Duration.ZERO, LONGEST_ANSWER),
            cache.duration("negative", Duration.ZERO, LONGEST_ANSWER),
            cache.bytes("answers", 1 << 20, 1 << 30),
            cache.number("target", 1, 255)),
        cache.duration("collecting", Duration.ofMillis(100), Duration.ofSeconds(10)),
        cache.number("contradictions", 0, 10_000));
  }

  /**
   * Files for one who asks.
   *
   * @param wanted what the query says, 0 if nothing
   */
  int target(int wanted) {
    return answers.target(wanted);
  }

  /** How long what members answer is kept at most, in nanoseconds. */
  long keptNanos() {
    return Math.max(answers.positive().toNanos(), answers.negative().toNanos());
  }

  /** True if anything is kept of what members answer. */
  boolean keepsAnswers() {
    return answering && !(answers.positive().isZero() && answers.negative().isZero());
  }

  /**
   * Bounds of what a region knows and says. A source may fill a whole answer: those who hold the
   * files are members, whose own browse answers are all that is learnt.
   */
  HoldingLimits limits() {
    HoldingLimits standard = HoldingLimits.STANDARD;
    return new HoldingLimits(
        standard.sharePercent(),
        standard.regionFloor(),
        answers.target(),
        (int) fresh.toMinutes(),
        (int) forget.toMinutes(),
        standard.maxScanned());
  }
}
