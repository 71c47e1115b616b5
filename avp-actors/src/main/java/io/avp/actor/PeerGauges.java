package io.avp.actor;

import io.avp.aol.monitor.AuditSnapshot;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.vcc.monitor.Ledger;
import io.avp.vcc.monitor.Tally;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The numbers of a virtual peer for metrics; sums since its start end in {@code _total}. */
final class PeerGauges {
  private static final double NANOS = 1e9;

  private final PeerState peer;
  private final SlotBook slots;
  private final MeshFlow mesh;
  private final TableFlow tables;
  private final OwnTable ownTable;
  private final HintFlow hints;
  private final KnowledgeFlow knowledge;
  private final BrowseFlow browses;
  private final BeyondFlow beyond;
  private final SiblingAsks asks;
  private final HitWatch watch;
  private final JoinedQuestions joined;
  private final Faults faults;

  PeerGauges(
      PeerState peer,
      SlotBook slots,
      MeshFlow mesh,
      TableFlow tables,
      OwnTable ownTable,
      HintFlow hints,
      KnowledgeFlow knowledge,
      BrowseFlow browses,
      BeyondFlow beyond,
      SiblingAsks asks,
      HitWatch watch,
      JoinedQuestions joined,
      Faults faults) {
    this.peer = peer;
    this.slots = slots;
    this.mesh = mesh;
    this.tables = tables;
    this.ownTable = ownTable;
    this.hints = hints;
    this.knowledge = knowledge;
    this.browses = browses;
    this.beyond = beyond;
    this.asks = asks;
    this.watch = watch;
    this.joined = joined;
    this.faults = faults;
  }

  /** As they are now. */
  Map<String, Double> now() {
    Map<String, Double> gauges = new TreeMap<>();
    AuditSnapshot audit = peer.audit.snapshot();
    ledger(peer.account(audit), gauges);
    audit
        .toMap()
        .forEach(
            (type, fates) ->
                fates.forEach(
                    (fate, count) ->
                        gauges.put("descriptors_" + type + "_" + fate, (double) count)));
    gauges.put("leaves", (double) peer.neighbours.leaves().size());
    gauges.put("ultrapeers", (double) peer.neighbours.ultrapeers().size());
    gauges.put("legacy", (double) peer.neighbours.legacy().size());
    gauges.put("routes", (double) peer.routes.size());
    gauges.put("routes_capacity", (double) peer.routes.capacity());
    gauges.put("routes_bytes", (double) peer.routes.bytes());
    gauges.put("routes_early_swaps_total", (double) peer.routes.earlySwaps());
    gauges.put("routes_exhausted_total", (double) peer.routes.exhausted());
    gauges.put("push_routes", (double) peer.pushes.size());
    gauges.put("push_routes_contested_total", (double) peer.pushes.contested());
    gauges.put("pongs_cached", (double) peer.pongs.size());
    gauges.put("pongs_tested", (double) peer.pongs.tested());
    gauges.put("pongs_shared", (double) peer.pongs.sharedByOthers());
    gauges.put("own_table_fill", ownTable.fill());
    gauges.put("tables_bytes", (double) tables.bytes());
    gauges.put("hints_bytes", (double) (peer.hints.bytes() + hints.bytes()));
    gauges.put("known_members", (double) knowledge.members());
    gauges.put("browses", (double) browses.dialled());
    gauges.put("push_browses", (double) browses.pushed());
    gauges.put("push_browses_total", (double) browses.pushes());
    gauges.put("index_queries", (double) browses.indexes().size());
    gauges.put("index_queries_total", (double) browses.indexes().sent());
    gauges.put("known_bytes", (double) knowledge.bytes());
    gauges.put("known_refused_total", (double) knowledge.refused());
    gauges.put("updates_total", (double) knowledge.lag().updates());
    gauges.put("update_lag_seconds_total", knowledge.lag().sumNanos() / NANOS);
    gauges.put("update_lag_seconds_max", knowledge.lag().longestNanos() / NANOS);
    gauges.put("dynamic_queries", (double) beyond.size());
    gauges.put("dynamic_queries_total", (double) beyond.begun());
    gauges.put("dynamic_queries_early_total", (double) beyond.early());
    gauges.put("questions", (double) asks.waiting());
    gauges.put("questions_led", (double) asks.led());
    gauges.put("questions_spared_total", (double) asks.spared());
    gauges.put("questions_early_total", (double) asks.early());
    gauges.put("regions_late_total", (double) asks.late());
    gauges.put("collecting", (double) watch.size());
    gauges.put("collecting_bytes", (double) watch.held());
    gauges.put("joined", (double) joined.size());
    gauges.put("joined_late", (double) joined.late());
    gauges.put("joined_total", (double) joined.merged());
    gauges.put("collecting_crowded_total", (double) watch.crowded());
    gauges.put("faults_total", (double) faults.count());
    for (PeerMode mode : PeerMode.values()) {
      String word = mode.name().toLowerCase(Locale.ROOT);
      gauges.put(word + "_slots_free", (double) slots.free(mode));
    }
    mesh.gauges(gauges);
    return gauges;
  }

  private static void ledger(Ledger ledger, Map<String, Double> gauges) {
    tally("query", ledger.queries(), gauges);
    tally("query_hit", ledger.hits(), gauges);
    tally("ping", ledger.pings(), gauges);
    tally("pong", ledger.pongs(), gauges);
    tally("entered", ledger.entered(), gauges);
    tally("relayed", ledger.relayed(), gauges);
    tally("asked", ledger.asked(), gauges);
    tally("told", ledger.told(), gauges);
    gauges.put("ledger_population_total", (double) ledger.population());
    gauges.put("saved_descriptors", ledger.flooding().map(ledger::saved).orElse(0.0));
    gauges.put("saved_bytes", ledger.flooding().map(ledger::savedBytes).orElse(0.0));
  }

  private static void tally(String what, Tally tally, Map<String, Double> gauges) {
    gauges.put("ledger_descriptors_" + what, (double) tally.descriptors());
    gauges.put("ledger_bytes_" + what, (double) tally.bytes());
  }
}
