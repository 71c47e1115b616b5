package io.avp.ops.workload;

import io.avp.gnutella.wire.HostAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How much is asked, and of whom.
 *
 * @param seed of everything that is drawn
 * @param servents how many, 2 to 10,000
 * @param firstIp address of the first servent; the others follow
 * @param ultrapeers to whom they attach, in turn
 * @param doomed site that will be lost: its servents attach and share, but nothing that they ask or
 *     should answer is counted, and nothing is downloaded from or by them; -1 for none
 * @param apart sites that a partition cuts off from the rest: answers across it may come, but are
 *     not counted; empty for none
 * @param queriesPerSecond rate of queries
 * @param querying for how long queries are asked
 * @param maxQueries bound on their number
 * @param patience how long an answer may take before it counts as missing
 * @param downloads how many answers are fetched, half of them by push where the answers allow it
 */
public record WorkloadSettings(
    long seed,
    int servents,
    int firstIp,
    List<Ultrapeer> ultrapeers,
    int doomed,
    Set<Integer> apart,
    double queriesPerSecond,
    Duration querying,
    int maxQueries,
    Duration patience,
    int downloads) {

  /**
   * Where servents attach.
   *
   * @param address of an ultrapeer
   * @param site the process that it runs in, from 0
   */
  public record Ultrapeer(HostAddress address, int site) {}

  /** Settings without a partition. */
  public WorkloadSettings(
      long seed,
      int servents,
      int firstIp,
      List<Ultrapeer> ultrapeers,
      int doomed,
      double queriesPerSecond,
      Duration querying,
      int maxQueries,
      Duration patience,
      int downloads) {
    this(
        seed,
        servents,
        firstIp,
        ultrapeers,
        doomed,
        Set.of(),
        queriesPerSecond,
        querying,
        maxQueries,
        patience,
        downloads);
  }

  public WorkloadSettings {
    apart = Set.copyOf(apart);
    if (servents < 2 || servents > 10_000) {
      throw new IllegalArgumentException("servents = " + servents + " is not in 2 to 10000");
    }
    if (ultrapeers.isEmpty()) {
      throw new IllegalArgumentException("no ultrapeer to attach to");
    }
    if (queriesPerSecond <= 0 || maxQueries < 1) {
      throw new IllegalArgumentException("nothing would be asked");
    }
    ultrapeers = List.copyOf(ultrapeers);
  }

  /** Where a servent attaches. */
  public Ultrapeer ultrapeer(ServentPlan servent) {
    return ultrapeers.get(servent.number() % ultrapeers.size());
  }
}
