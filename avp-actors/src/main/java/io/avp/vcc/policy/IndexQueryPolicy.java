package io.avp.vcc.policy;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * When the answer to an index query (four spaces, fact sheet, section 4.4) is over, and whether it
 * is all that its servent has. It has no end mark. But the servent says in a pong how many files it
 * shares: if as many have come, and then nothing more for a while, these are all of them.
 */
public final class IndexQueryPolicy {
  /** Most bytes of one answer: what {@link BrowsePolicy} permits to read in 16 seconds. */
  public static final int MAX_BYTES = 16 * BrowsePolicy.BYTES_PER_SECOND;

  /** So long after the last hit, or the query, nothing more is waited for. */
  static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Nor is it so long after the query, whatever comes. */
  static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(3);

  /** What an answer is. */
  public enum Verdict {
    /** More may come. */
    WAIT,
    /** All files of the servent. */
    WHOLE,
    /** Some; nobody knows whether there are others. */
    NOT_WHOLE,
    /** It does not answer such queries. */
    NOTHING
  }

  /**
   * What is known of an answer.
   *
   * @param asked false if the query could not be sent so far
   * @param files that came
   * @param usable false if anything came that cannot be kept, or is not of the servent itself
   * @param said files that the servent shares, by a pong for a ping sent after the query
   * @param sinceBegunNanos since the query was sent, or was to be sent
   * @param sinceHeardNanos since the last hit came, or the query was sent
   */
  public record Facts(
      boolean asked,
      int files,
      boolean usable,
      OptionalLong said,
      long sinceBegunNanos,
      long sinceHeardNanos) {}

  private IndexQueryPolicy() {}

  /** What the answer is by now. */
  public static Verdict decide(Facts facts) {
    if (!facts.usable) {
      return Verdict.NOT_WHOLE;
    }
    boolean over = facts.asked && facts.sinceHeardNanos >= QUIET_NANOS;
    if (!over) {
      return facts.sinceBegunNanos < LIMIT_NANOS ? Verdict.WAIT : Verdict.NOT_WHOLE;
    }
    if (facts.files == 0) {
      return Verdict.NOTHING;
    }
    boolean all = facts.said.isPresent() && facts.said.getAsLong() == facts.files;
    return all ? Verdict.WHOLE : Verdict.NOT_WHOLE;
  }
}
