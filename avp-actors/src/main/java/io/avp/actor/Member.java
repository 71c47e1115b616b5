package io.avp.actor;

import io.avp.aol.policy.RatePolicy;
import io.avp.aol.policy.RateSettings;
import io.avp.aol.routing.DuplicateMeter;
import io.avp.aol.routing.QueryRouter;
import io.avp.aol.routing.QueryTerms;
import io.avp.aol.routing.WeirdMeter;
import io.avp.aol.topology.AlivePingTimer;
import io.avp.aol.topology.AliveRule;
import io.avp.gnutella.qrp.QrpReceiver;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.LinkId;
import io.avp.model.RelationKind;
import io.avp.nol.monitor.LinkMeter;
import java.util.Optional;

/**
 * A servent at the other end of a connection, and the state of the rules that look at it. Touched
 * only in the turn of its virtual peer.
 */
final class Member implements Neighbour {
  private final Connection connection;
  private final int handle;
  private final String link;
  private final long sinceNanos;
  private final RelationKind kind;
  private final int maxTtl;
  final AlivePingTimer alive;
  final RatePolicy rates;
  final LinkMeter meter;
  final DuplicateMeter duplicates = new DuplicateMeter();
  final WeirdMeter weird = new WeirdMeter();

  /** Assembles its query table while parts of it come, else null. */
  QrpReceiver receiver;

  /** Its query table; null until it has sent one. */
  QrpTable table;

  /** Its query table is a part of ours. */
  boolean offered;

  /** A hit of it was passed on, so others may be told what it said. */
  boolean answered;

  /** It was sent a table of ours, and hears of changes. */
  boolean told;

  /** Queries with at least that many hops are not wanted. */
  int hopsFlow = QueryRouter.NO_HOPS_FLOW;

  /** It answers requests for the newest files. */
  boolean whatsNew;

  /** Its servent GUID; null until it has claimed one. */
  private Guid servent;

  /** Files and KiB that it shares, as its pongs say. */
  long files;

  long kib;

  /** A pong in answer to something else than an alive ping was sent. */
  boolean greeted;

  /** Where it wanted a connect-back probe last; null if it never did. */
  HostAddress probed;

  /** Where a connect-back probe of ours has reached it; null if none has. */
  HostAddress proved;

  /** It asked for a push proxy, or a probe did not reach it. */
  boolean firewalled;

  final Browsing browsing = new Browsing();

  /** It is being closed: what it still sends is not looked at. */
  boolean closing;

  Member(
      Connection connection,
      int handle,
      LinkId link,
      RateSettings rates,
      AliveRule aliveRule,
      long aliveSeed,
      long now) {
    this.connection = connection;
    this.handle = handle;
    this.link = link.toString();
    this.sinceNanos = now;
    this.kind =
        switch (connection.relation().remoteMode()) {
          case LEAF -> RelationKind.LEAF;
          case ULTRAPEER -> RelationKind.ULTRAPEER;
          case LEGACY -> RelationKind.LEGACY;
        };
    this.maxTtl = connection.relation().maxTtl();
    this.alive = new AlivePingTimer(aliveRule, kind, aliveSeed, now);
    this.rates = new RatePolicy(rates, kind);
    this.meter = new LinkMeter(now);
    this.servent = connection.relation().guid().orElse(null);
  }

  /**
   * True if it is the servent of that GUID. The first one that it claims counts, in its handshake,
   * a request for a proxy or a hit; so nobody can take the pushes of many.
   */
  boolean is(Guid claimed) {
    if (servent == null) {
      servent = claimed;
    }
    return servent.equals(claimed);
  }

  /** True if its query table has all that a query asks for. */
  boolean has(QueryTerms terms) {
    return table != null && (terms.matchesWords(table) || terms.matchesUrn(table));
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public RelationKind kind() {
    return kind;
  }

  /** Its servent GUID, if it has claimed one. */
  Optional<Guid> servent() {
    return Optional.ofNullable(servent);
  }

  boolean isLeaf() {
    return kind == RelationKind.LEAF;
  }

  /** True if it speaks 0.4. */
  boolean isLegacy() {
    return kind == RelationKind.LEGACY;
  }

  /** Name of its overlay link. */
  String link() {
    return link;
  }

  /** Largest TTL that it takes in queries. */
  int maxTtl() {
    return maxTtl;
  }

  /** When it was attached, by the monotonic clock. */
  long sinceNanos() {
    return sinceNanos;
  }
}
