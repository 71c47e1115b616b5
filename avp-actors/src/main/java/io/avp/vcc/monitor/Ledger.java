package io.avp.vcc.monitor;

/**
 * Raw counters of a virtual peer, a community or a cluster, and what follows from them. Sums of
 * ledgers are ledgers.
 *
 * <p>Saved descriptors = queries x flood + hits x answer + pings x ping - sent, with the terms of
 * {@link Flooding}. Saved bytes: the same with each term times the mean length of such a descriptor
 * here, minus the bytes sent.
 *
 * @param received queries that came, of those that are counted
 * @param relayed of these, those of which a copy went out
 * @param answered of these, those answered from knowledge alone
 * @param merged of these, those that waited for an equal one
 * @param consumed of these, those that were protocol use
 * @param dropped of these, those thrown away
 * @param pending of these, those not decided yet
 * @param queries questions of members and neighbours, each counted where it entered the realm
 * @param hits answers, each message counted once where it left the realm
 * @param pings pings, each counted where it entered the realm
 * @param pongs pongs that answered them
 * @param sent descriptors of all four kinds that were sent at all hops, between virtual peers, too
 * @param queryBytes length of all {@code queries}
 * @param hitBytes length of all {@code hits}
 * @param pingBytes length of all {@code pings}
 * @param pongBytes length of all {@code pongs}
 * @param sentBytes length of all that were {@code sent}
 */
public record Ledger(
    long received,
    long relayed,
    long answered,
    long merged,
    long consumed,
    long dropped,
    long pending,
    long queries,
    long hits,
    long pings,
    long pongs,
    long sent,
    long queryBytes,
    long hitBytes,
    long pingBytes,
    long pongBytes,
    long sentBytes) {
  /** Nothing happened. */
  public static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** True if every query that came has exactly one fate, and nothing is negative. */
  public boolean exact() {
    boolean negative =
        (received
                | relayed
                | answered
                | merged
                | consumed
                | dropped
                | pending
                | queries
                | hits
                | pings
                | pongs
                | sent
                | queryBytes
                | hitBytes
                | pingBytes
                | pongBytes
                | sentBytes)
            < 0;
    return !negative && received == relayed + answered + merged + consumed + dropped + pending;
  }

  /** The sum of two. */
  public Ledger plus(Ledger other) {
    return new Ledger(
        received + other.received,
        relayed + other.relayed,
        answered + other.answered,
        merged + other.merged,
        consumed + other.consumed,
        dropped + other.dropped,
        pending + other.pending,
        queries + other.queries,
        hits + other.hits,
        pings + other.pings,
        pongs + other.pongs,
        sent + other.sent,
        queryBytes + other.queryBytes,
        hitBytes + other.hitBytes,
        pingBytes + other.pingBytes,
        pongBytes + other.pongBytes,
        sentBytes + other.sentBytes);
  }

  /** Descriptors that flooding would have sent for the same. */
  public double flooded(Flooding flooding) {
    return queries * flooding.flood() + hits * flooding.answer() + pings * flooding.ping();
  }

  /** Bytes that flooding would have sent for the same. */
  public double floodedBytes(Flooding flooding) {
    double perPong = pongs == 0 ? 0 : (double) pongBytes / pongs;
    return queryBytes * flooding.flood()
        + hitBytes * flooding.answer()
        + pingBytes * flooding.flood()
        + pings * perPong * (flooding.ping() - flooding.flood());
  }

  /** Descriptors that flooding would have sent more; negative if it would have sent fewer. */
  public double saved(Flooding flooding) {
    return flooded(flooding) - sent;
  }

  /** Bytes that flooding would have sent more; negative if it would have sent fewer. */
  public double savedBytes(Flooding flooding) {
    return floodedBytes(flooding) - sentBytes;
  }

  /** How the saving comes about, for people; all numbers are in the ledger and the formula. */
  public String explain(Flooding flooding) {
    return String.format(
        java.util.Locale.ROOT,
        "descriptors saved = queries x (N(d-1)+1) + hits x ln N/ln d + pings x (N(d-1)+1+(N-1) ln"
            + " N/ln d) - sent = %d x %.1f + %d x %.2f + %d x %.1f - %d = %.0f, N = %d, d = %.2f",
        queries,
        flooding.flood(),
        hits,
        flooding.answer(),
        pings,
        flooding.ping(),
        sent,
        saved(flooding),
        flooding.peers(),
        flooding.degree());
  }
}
