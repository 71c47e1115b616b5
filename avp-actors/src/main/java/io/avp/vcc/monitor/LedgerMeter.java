package io.avp.vcc.monitor;

import io.avp.gnutella.message.DescriptorType;
import java.util.EnumSet;
import java.util.Set;

/**
 * Counts what a {@link Ledger} of a virtual peer tells; its terms are explained there. Lengths are
 * in bytes, headers included. Not safe for several threads: only the virtual peer's own turn
 * counts.
 */
public final class LedgerMeter {
  private static final Set<DescriptorType> KINDS =
      EnumSet.of(
          DescriptorType.QUERY, DescriptorType.QUERY_HIT, DescriptorType.PING, DescriptorType.PONG);

  private static final class Count {
    private long descriptors;
    private long bytes;

    void add(int length) {
      add(1, length);
    }

    void add(int number, long length) {
      descriptors += number;
      bytes += length;
    }

    Tally tally() {
      return new Tally(descriptors, bytes);
    }
  }

  private final Count queries = new Count();
  private final Count hits = new Count();
  private final Count pings = new Count();
  private final Count pongs = new Count();
  private final Count entered = new Count();
  private final Count relayed = new Count();
  private final Count asked = new Count();
  private final Count told = new Count();
  private long population;

  /**
   * A new question of a servent entered the realm.
   *
   * @param servents relations to servents that the realm has
   */
  public void query(int length, int servents) {
    queries.add(length);
    population += servents;
  }

  /** An answer left the realm. */
  public void hit(int length) {
    hits.add(length);
  }

  /**
   * A ping that would be flooded was answered.
   *
   * @param servents relations to servents that the realm has
   */
  public void ping(int length, int servents) {
    pings.add(length);
    population += servents;
  }

  /** A pong answered it. */
  public void pong(int length) {
    pongs.add(length);
  }

  /** True for queries, hits, pings and pongs: what flooding would send. */
  public static boolean isFlooded(DescriptorType type) {
    return KINDS.contains(type);
  }

  /** A servent sent a descriptor; counts if it is one that flooding would send. */
  public void entered(DescriptorType type, int length) {
    if (isFlooded(type)) {
      entered.add(length);
    }
  }

  /** A query, hit, ping or pong was sent. */
  public void relayed(int length) {
    relayed.add(length);
  }

  /** Regions of other nodes were asked so many questions, together so long. */
  public void asked(int questions, long bytes) {
    asked.add(questions, bytes);
  }

  /** A region of another node has answered a question. */
  public void told(int length) {
    told.add(length);
  }

  /**
   * The ledger at this moment.
   *
   * @param fates of all queries that came
   */
  public Ledger ledger(Fates fates) {
    return new Ledger(
        fates,
        queries.tally(),
        hits.tally(),
        pings.tally(),
        pongs.tally(),
        entered.tally(),
        relayed.tally(),
        asked.tally(),
        told.tally(),
        population);
  }
}
