package io.avp.actor;

import io.avp.vcc.monitor.Flooding;
import io.avp.vcc.monitor.Ledger;
import io.avp.vcc.monitor.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ledger of the cluster: raw counters, the formula with what goes into it, and what follows, so
 * that a reader can compute it again.
 *
 * @param peers per virtual peer, by id
 * @param communities sums per community, by name
 * @param total the sum over all
 * @param formula by which all are compared with flooding
 * @param missing nodes that did not answer in time, and that are in no sum
 */
public record LedgersView(
    List<Row> peers, List<Row> communities, Row total, Formula formula, List<String> missing) {

  /**
   * A ledger and what was saved.
   *
   * @param id name of the virtual peer; empty for a sum
   * @param node where it lives; empty for a sum
   * @param community of which it is; empty for the total
   * @param incarnation epoch, from 1; 0 for a sum
   * @param since when that, or the first of them, began: milliseconds since 1970
   * @param exact true if every descriptor has exactly one fate
   * @param counters raw counters
   * @param types per descriptor type as in {@link PeerView}
   * @param sent descriptors sent at all hops, and their length
   * @param savedDescriptors what flooding would have sent more, rounded
   * @param savedBytes the same in bytes
   */
  public record Row(
      String id,
      String node,
      String community,
      long incarnation,
      long since,
      boolean exact,
      Ledger counters,
      Map<String, Map<String, Long>> types,
      Tally sent,
      long savedDescriptors,
      long savedBytes) {

    private static Row of(LedgerView one, Optional<Flooding> flooding) {
      Ledger counters = one.counters();
      Tally sent = counters.sent();
      return new Row(
          one.id(),
          one.node(),
          one.community(),
          one.incarnation(),
          one.since(),
          one.exact(),
          counters,
          one.types(),
          sent,
          flooding.map(counters::saved).map(Math::round).orElse(-sent.descriptors()),
          flooding.map(counters::savedBytes).map(Math::round).orElse(-sent.bytes()));
    }
  }

  /**
   * What flooding costs, as {@link Flooding} has it; all 0 if there was nobody to flood.
   *
   * @param peers N: relations to servents that the realm had, mean over all queries and pings
   * @param degree d
   * @param flood descriptors that a query or ping becomes
   * @param answer descriptors that an answer becomes
   * @param ping descriptors that a ping and its pongs become
   * @param text the computation of the total, for people
   */
  public record Formula(
      long peers, double degree, double flood, double answer, double ping, String text) {
    private static final Formula NOBODY = new Formula(0, 0, 0, 0, 0, "nothing to compare with");

    private static Formula of(Flooding f, Ledger total) {
      return new Formula(f.peers(), f.degree(), f.flood(), f.answer(), f.ping(), total.explain(f));
    }
  }

  /** Sums up. */
  static LedgersView of(List<LedgerView> all, List<String> missing) {
    Map<String, LedgerView> communities = new TreeMap<>();
    LedgerView total = LedgerView.none("");
    for (LedgerView one : all) {
      String community = one.community();
      communities.merge(community, LedgerView.none(community).plus(one), LedgerView::plus);
      total = total.plus(one);
    }
    Ledger sum = total.counters();
    Optional<Flooding> flooding = sum.flooding();
    return new LedgersView(
        all.stream().map(one -> Row.of(one, flooding)).toList(),
        communities.values().stream().map(one -> Row.of(one, flooding)).toList(),
        Row.of(total, flooding),
        flooding.map(f -> Formula.of(f, sum)).orElse(Formula.NOBODY),
        missing);
  }
}
