package io.avp.actor;

import io.avp.aol.routing.DynamicQuery;
import io.avp.aol.routing.DynamicQueryRules;
import io.avp.aol.routing.QueryTerms;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.wire.Guid;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Queries of leaves that go beyond the realm, through ordinary ultrapeers, because results stay
 * short: runs a {@link DynamicQuery} for each, bounded in number.
 */
final class BeyondFlow {
  /** Queries under way at most; then the oldest one ends. */
  static final int CAPACITY = 1 << 13;

  /** Results after which a leaf that wants to is asked how many it has kept. */
  private static final int GUIDED = 20;

  private static final DescriptorType QUERY = DescriptorType.QUERY;

  /** One query under way. */
  private static final class Running {
    private final Member asker;
    private final byte[] frame;
    private final DynamicQuery search;
    private final boolean guided;
    private int unasked;
    private int sent;

    /** Its fate hangs on what is sent from here. */
    private boolean pending;

    Running(Member asker, byte[] frame, DynamicQuery search, boolean guided) {
      this.asker = asker;
      this.frame = frame;
      this.search = search;
      this.guided = guided;
    }
  }

  private final PeerState peer;
  private final MemberCopies copies;
  private final DynamicQueryRules rules;
  private final Map<Guid, Running> running = new LinkedHashMap<>();
  private long begun;
  private long early;

  BeyondFlow(PeerState peer, MemberCopies copies) {
    this.peer = peer;
    this.copies = copies;
    rules = peer.services.settings().gnutella().dynamicQuery();
  }

  /**
   * A leaf's query goes to ultrapeers whose tables match, at once, and to others if results stay
   * short.
   *
   * @param terms what it asks for
   * @param ttl largest one of a copy
   * @param undecided true if its fate is not decided elsewhere
   */
  void begin(
      Member asker,
      QueryTerms terms,
      byte[] b,
      int at,
      int length,
      int ttl,
      int hops,
      boolean undecided) {
    List<DynamicQuery.Ultrapeer> order = new ArrayList<>();
    for (Member one : peer.neighbours.ultrapeers()) {
      order.add(
          new DynamicQuery.Ultrapeer(
              one.handle(), one.connection().relation().degree(), one.maxTtl(), one.has(terms)));
    }
    Collections.rotate(order, peer.services.random().nextInt(order.size()));
    if (running.size() == CAPACITY) {
      Iterator<Running> oldest = running.values().iterator();
      end(oldest.next());
      oldest.remove();
      early++;
    }
    int flags = Query.flags(b, at);
    int target = rules.target(terms.hasUrn(), Query.maxHits(flags));
    byte[] frame = Arrays.copyOfRange(b, at, at + length);
    Header.patch(frame, 0, ttl, hops);
    DynamicQuery search =
        new DynamicQuery(rules, target, ttl, order, rules.hopNanos() / 2, peer.now);
    int guided = Query.MARKED | Query.LEAF_GUIDED;
    Running one = new Running(asker, frame, search, (flags & guided) == guided);
    one.pending = undecided;
    Running forgotten = running.put(Guid.read(frame, 0), one);
    if (forgotten != null) {
      end(forgotten);
    }
    begun++;
    if (search.step(peer.now) instanceof DynamicQuery.Send probe) {
      send(one, probe.copies());
    }
  }

  /**
   * Its region knew nothing, and nobody in the realm got a copy: its fate is decided here.
   *
   * @return false if it does not go beyond the realm
   */
  boolean decides(Guid query) {
    Running one = running.get(query);
    if (one == null) {
      return false;
    }
    if (one.sent > 0) {
      peer.audit.settled(QUERY, Outcome.RELAYED);
    } else {
      one.pending = true;
    }
    return true;
  }

  /** Results have gone to the asker. */
  void results(Neighbour to, byte[] b, int at, int number) {
    Running one = running.isEmpty() ? null : running.get(Guid.read(b, at));
    if (one == null || one.asker != to) {
      return;
    }
    one.search.results(number);
    one.unasked += number;
    if (one.guided && one.unasked >= GUIDED) {
      one.unasked = 0;
      byte[] request = new VendorMessage.QueryStatusRequest().frame(Guid.read(b, at));
      peer.originate(one.asker, DescriptorType.VENDOR, request);
    }
  }

  /** An asker says how many results it has kept. */
  void kept(Member from, Guid query, int number) {
    Running one = running.get(query);
    if (one != null && one.asker == from) {
      one.search.kept(number);
    }
  }

  /** Sends what is due; to be called a few times a second. */
  void tick() {
    for (Iterator<Running> i = running.values().iterator(); i.hasNext(); ) {
      Running one = i.next();
      boolean gone = peer.neighbours.of(one.asker.handle()) != one.asker;
      DynamicQuery.Step step = gone ? new DynamicQuery.Stop() : one.search.step(peer.now);
      if (step instanceof DynamicQuery.Send send) {
        send(one, send.copies());
      } else if (step instanceof DynamicQuery.Stop) {
        end(one);
        i.remove();
      }
    }
  }

  private void send(Running one, List<DynamicQuery.Copy> all) {
    byte[] frame = one.frame;
    int hops = Header.hops(frame, 0);
    int sent = 0;
    for (DynamicQuery.Copy copy : all) {
      if (peer.neighbours.of(copy.to().handle()) instanceof Member ultrapeer) {
        peer.outbox.frame(frame, 0, frame.length, copy.ttl(), hops);
        copies.begin(null, one.asker, hops, copy.ttl());
        copies.copy(ultrapeer, copy.to().matches(), hops, copy.ttl());
        sent += copies.copies();
      }
    }
    one.sent += sent;
    peer.audit.copies(QUERY, sent);
    if (sent > 0 && one.pending) {
      one.pending = false;
      peer.audit.settled(QUERY, Outcome.RELAYED);
    }
  }

  private void end(Running one) {
    if (!one.pending) {
      return;
    }
    if (one.search.results() > 0) {
      peer.audit.settled(QUERY, Outcome.ANSWERED);
    } else {
      peer.audit.settledDropped(QUERY, DropReason.NO_MATCH);
    }
  }

  /** Queries under way now. */
  int size() {
    return running.size();
  }

  /** Queries that could go beyond the realm, since the start. */
  long begun() {
    return begun;
  }

  /** Of these, those that ended before their time because too many were under way. */
  long early() {
    return early;
  }
}
