package io.avp.vcc.monitor;

import java.util.Locale;
import java.util.Optional;

/**
 * Raw counters of a virtual peer, a community or a cluster, and what follows from them. Sums of
 * ledgers are ledgers. All are of queries, hits, pings and pongs only.
 *
 * <p>Saved descriptors = queries x flood + hits x answer + pings x ping - sent, with the terms of
 * {@link Flooding} and sent = entered + relayed + asked + told. Saved bytes: the same with each
 * term times the mean length of such a descriptor here, minus the bytes sent.
 *
 * @param fates what became of all queries that came
 * @param queries questions of servents, new and such as can be searched, each where it entered the
 *     realm; one that a servent sends to two virtual peers counts twice
 * @param hits answers, each message counted once where it left the realm
 * @param pings pings that would be flooded and were answered
 * @param pongs pongs that answered them
 * @param entered sent by servents to virtual peers, whatever became of it
 * @param relayed sent by virtual peers, to servents and to each other
 * @param asked questions to regions of other nodes, as long as the query
 * @param told their answers, as long as a hit with the same records
 * @param population for each of the queries and pings the number of relations to servents that the
 *     realm had then, summed up
 */
public record Ledger(
    Fates fates,
    Tally queries,
    Tally hits,
    Tally pings,
    Tally pongs,
    Tally entered,
    Tally relayed,
    Tally asked,
    Tally told,
    long population) {
  /** Nothing happened. */
  public static final Ledger EMPTY =
      new Ledger(
          Fates.NONE,
          Tally.NONE,
          Tally.NONE,
          Tally.NONE,
          Tally.NONE,
          Tally.NONE,
          Tally.NONE,
          Tally.NONE,
          Tally.NONE,
          0);

  /** True if every query that came has exactly one fate, and nothing is negative. */
  public boolean exact() {
    return fates.exact()
        && !queries.isNegative()
        && !hits.isNegative()
        && !pings.isNegative()
        && !pongs.isNegative()
        && !entered.isNegative()
        && !relayed.isNegative()
        && !asked.isNegative()
        && !told.isNegative()
        && population >= 0;
  }

  /** The sum of two. */
  public Ledger plus(Ledger other) {
    return new Ledger(
        fates.plus(other.fates),
        queries.plus(other.queries),
        hits.plus(other.hits),
        pings.plus(other.pings),
        pongs.plus(other.pongs),
        entered.plus(other.entered),
        relayed.plus(other.relayed),
        asked.plus(other.asked),
        told.plus(other.told),
        population + other.population);
  }

  /** What was sent at all hops, between virtual peers and to regions, too. */
  public Tally sent() {
    return entered.plus(relayed).plus(asked).plus(told);
  }

  /**
   * The unmanaged overlay that it is compared with: of as many peers as the realm had on the
   * average over all queries and pings. Empty if these are fewer than two.
   */
  public Optional<Flooding> flooding() {
    long asks = queries.descriptors() + pings.descriptors();
    long peers = asks == 0 ? 0 : Math.round((double) population / asks);
    return peers < 2 ? Optional.empty() : Optional.of(Flooding.of(peers));
  }

  /** Descriptors that flooding would have sent for the same. */
  public double flooded(Flooding flooding) {
    return queries.descriptors() * flooding.flood()
        + hits.descriptors() * flooding.answer()
        + pings.descriptors() * flooding.ping();
  }

  /** Bytes that flooding would have sent for the same. */
  public double floodedBytes(Flooding flooding) {
    return queries.bytes() * flooding.flood()
        + hits.bytes() * flooding.answer()
        + pings.bytes() * flooding.flood()
        + pings.descriptors() * pongs.meanBytes() * (flooding.ping() - flooding.flood());
  }

  /** Descriptors that flooding would have sent more; negative if it would have sent fewer. */
  public double saved(Flooding flooding) {
    return flooded(flooding) - sent().descriptors();
  }

  /** Bytes that flooding would have sent more; negative if it would have sent fewer. */
  public double savedBytes(Flooding flooding) {
    return floodedBytes(flooding) - sent().bytes();
  }

  /** How the saving comes about, for people; all numbers are in the ledger and the formula. */
  public String explain(Flooding flooding) {
    return String.format(
        Locale.ROOT,
        "descriptors saved = queries x (N(d-1)+1) + hits x ln N/ln d + pings x (N(d-1)+1+(N-1) ln"
            + " N/ln d) - sent = %d x %.1f + %d x %.2f + %d x %.1f - %d = %.0f, N = %d, d = %.2f",
        queries.descriptors(),
        flooding.flood(),
        hits.descriptors(),
        flooding.answer(),
        pings.descriptors(),
        flooding.ping(),
        sent().descriptors(),
        saved(flooding),
        flooding.peers(),
        flooding.degree());
  }
}
