package io.avp.actor;

import io.avp.vcc.monitor.Ledger;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a virtual peer has counted in this incarnation, or what several have, summed up.
 *
 * @param id its name; empty for a sum
 * @param node where it lives; empty for a sum
 * @param community of which it is; empty for a sum over several
 * @param incarnation epoch, from 1; 0 for a sum
 * @param since when the incarnation, or the first of them, began: milliseconds since 1970; 0 for
 *     none
 * @param exact true if for every type of descriptor what was received is the sum of its fates, and
 *     nothing is negative
 * @param counters raw counters of queries, hits, pings and pongs
 * @param types per descriptor type as in {@link PeerView}
 */
public record LedgerView(
    String id,
    String node,
    String community,
    long incarnation,
    long since,
    boolean exact,
    Ledger counters,
    Map<String, Map<String, Long>> types)
    implements Sharded {

  /** A sum of nothing. */
  static LedgerView none(String community) {
    return new LedgerView("", "", community, 0, 0, true, Ledger.EMPTY, Map.of());
  }

  /** This sum and one more. */
  LedgerView plus(LedgerView other) {
    Map<String, Map<String, Long>> sums = new TreeMap<>();
    types.forEach((type, fates) -> sums.put(type, new TreeMap<>(fates)));
    other.types.forEach(
        (type, fates) -> {
          Map<String, Long> sum = sums.computeIfAbsent(type, t -> new TreeMap<>());
          fates.forEach((fate, count) -> sum.merge(fate, count, Long::sum));
        });
    return new LedgerView(
        id,
        node,
        community,
        incarnation,
        since == 0 ? other.since : Math.min(since, other.since),
        exact && other.exact,
        counters.plus(other.counters),
        sums);
  }
}
