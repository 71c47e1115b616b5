package io.avp.actor;

import io.avp.aol.monitor.AuditSnapshot;
import io.avp.aol.monitor.DescriptorAudit;
import io.avp.aol.policy.ReachabilityPolicy;
import io.avp.aol.routing.GuidRoutes;
import io.avp.aol.routing.PongCache;
import io.avp.aol.routing.PushRoutes;
import io.avp.aol.routing.TtlRule;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import io.avp.vcc.cache.SlotHints;
import io.avp.vcc.monitor.Fates;
import io.avp.vcc.monitor.Ledger;
import io.avp.vcc.monitor.LedgerMeter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One incarnation of a virtual peer: what all of its flows share. Touched only in its own turn. */
final class PeerState {
  private static final long QUERY_ROUTES = TimeUnit.MINUTES.toNanos(10);
  private static final long PUSH_ROUTES = TimeUnit.MINUTES.toNanos(30);
  private static final int PUSH_SLOTS = 1 << 16;

  /**
   * Share of the routes that one neighbour may hold once they fill up: four flooders leave half of
   * them to others.
   */
  private static final double ORIGIN_SHARE = 0.25;

  final String id;
  final long incarnation;
  final Guid guid;
  final HostAddress address;
  final String community;
  final NodeServices services;
  final ReachabilityPolicy reachable;
  final DescriptorAudit audit = new DescriptorAudit();
  final LedgerMeter ledger = new LedgerMeter();
  final Neighbours neighbours;
  final Outbox outbox;
  final GuidRoutes routes;
  final PushRoutes pushes;
  final PongCache pongs;

  /** Slots of the query tables of all members. */
  final SlotHints hints = new SlotHints();

  /** When it began to live, by the monotonic clock. */
  final long startedNanos;

  /** When it began to live, milliseconds since 1970. */
  final long since;

  /** Relations to servents that the other virtual peers of the realm have. */
  private int servedElsewhere;

  /** The time of this turn, by the monotonic clock. */
  long now;

  PeerState(
      AvpSettings.Peer definition,
      long incarnation,
      Guid guid,
      HostAddress address,
      NodeServices services) {
    this.id = definition.id();
    this.community = definition.community();
    this.incarnation = incarnation;
    this.guid = guid;
    this.address = address;
    this.services = services;
    GnutellaSettings settings = services.settings().gnutella();
    reachable = ReachabilityPolicy.parse(settings.reachable());
    neighbours = new Neighbours(services.shards().count());
    outbox = new Outbox(services.shards(), id, incarnation, ledger, services.nanoClock());
    long salt = services.random().nextLong();
    routes = new GuidRoutes(settings.guidSlots(), QUERY_ROUTES, ORIGIN_SHARE, salt);
    pushes = new PushRoutes(PUSH_SLOTS, PUSH_ROUTES, salt, handle -> neighbours.of(handle) != null);
    pongs = new PongCache(PongCache.Bounds.ULTRAPEER, reachable);
    now = services.nanoClock().getAsLong();
    startedNanos = now;
    since = services.wallClock().getAsLong();
  }

  /** Who lives in the realm. */
  void onRealm(List<PeerEntry> living) {
    servedElsewhere =
        living.stream().filter(one -> !one.id().equals(id)).mapToInt(PeerEntry::links).sum();
  }

  /** Relations to servents that the realm has. */
  int population() {
    return servedElsewhere + neighbours.members().size();
  }

  /**
   * The ledger at this moment.
   *
   * @param counted the account of all descriptors at the same moment
   */
  Ledger account(AuditSnapshot counted) {
    DescriptorType query = DescriptorType.QUERY;
    return ledger.ledger(
        new Fates(
            counted.received(query),
            counted.outcome(query, Outcome.RELAYED),
            counted.outcome(query, Outcome.ANSWERED),
            counted.outcome(query, Outcome.MERGED),
            counted.outcome(query, Outcome.CONSUMED),
            counted.outcome(query, Outcome.DROPPED),
            counted.outcome(query, Outcome.PENDING)));
  }

  /** A fresh message id. */
  Guid newId() {
    return Guid.modern(services.random().nextLong(), services.random().nextLong());
  }

  /** Sends a descriptor of our own making. */
  void originate(Neighbour to, DescriptorType type, byte[] frame) {
    outbox.send(to.connection(), frame);
    audit.originated(type, 1);
  }

  /** Sends a descriptor of our own making in a datagram. */
  void originate(IoShards.Listener by, HostAddress to, DescriptorType type, byte[] frame) {
    by.sendDatagram(to, frame);
    ledger.relayed(frame.length);
    audit.originated(type, 1);
  }

  /** Sends a hit or a push one hop further on its recorded way. */
  void passBack(DescriptorType type, Neighbour to, byte[] b, int at, int length) {
    passBack(type, to, b, at, length, 0);
  }

  /**
   * The same.
   *
   * @param mark bits of the TTL that mean something to a sibling
   */
  void passBack(DescriptorType type, Neighbour to, byte[] b, int at, int length, int mark) {
    boolean leaf = to instanceof Member member && member.isLeaf();
    int hops = Header.hops(b, at);
    int ttl = TtlRule.replyTtl(Header.ttl(b, at), hops, leaf);
    if (ttl < 1) {
      audit.dropped(type, DropReason.TTL_EXPIRED);
      return;
    }
    outbox.frame(b, at, length, ttl | mark, TtlRule.relayedHops(hops));
    outbox.to(to);
    audit.fate(type, Outcome.RELAYED);
    audit.copies(type, 1);
    audit.delivered(type, leaf ? 1 : 0);
    if (type == DescriptorType.QUERY_HIT && to instanceof Member) {
      ledger.hit(length);
    }
  }

  /** Parts with a member; what it still sends is not looked at. */
  void close(Member member, CloseReason reason) {
    if (!member.closing) {
      member.closing = true;
      services.shards().close(member.connection(), reason);
    }
  }

  /** Counts what no honest neighbour does; too much of it ends the relation. */
  void weird(Neighbour from) {
    if (from instanceof Member member) {
      member.weird.weird();
      if (member.weird.tooWeird()) {
        close(member, CloseReason.SECURITY_VIOLATION);
      }
    }
  }

  /** Drops a descriptor for what only a faulty or hostile neighbour sends. */
  void dropWeird(Neighbour from, DescriptorType type, DropReason reason) {
    audit.dropped(type, reason);
    weird(from);
  }
}
