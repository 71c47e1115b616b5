package io.avp.vcc.monitor;

/**
 * What became of queries that came to virtual peers, from servents and from each other.
 *
 * @param received all of them
 * @param relayed of these, those of which a copy went out
 * @param answered of these, those answered from knowledge alone
 * @param merged of these, those that waited for an equal one
 * @param consumed of these, those that were protocol use
 * @param dropped of these, those thrown away
 * @param pending of these, those not decided yet
 */
public record Fates(
    long received,
    long relayed,
    long answered,
    long merged,
    long consumed,
    long dropped,
    long pending) {
  /** None came. */
  public static final Fates NONE = new Fates(0, 0, 0, 0, 0, 0, 0);

  /** True if each has exactly one fate, and nothing is negative. */
  public boolean exact() {
    return (received | relayed | answered | merged | consumed | dropped | pending) >= 0
        && received == relayed + answered + merged + consumed + dropped + pending;
  }

  /** The sum of two. */
  public Fates plus(Fates other) {
    return new Fates(
        received + other.received,
        relayed + other.relayed,
        answered + other.answered,
        merged + other.merged,
        consumed + other.consumed,
        dropped + other.dropped,
        pending + other.pending);
  }
}
