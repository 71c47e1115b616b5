package io.avp.actor;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import io.avp.vcc.cache.LearntHit;
import io.avp.vcc.policy.IndexQueryPolicy.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks leaves for all their files by a query of four spaces over the relation (fact sheet, section
 * 4.4), and a ping behind it. Both go to that leaf only; what it answers is for nobody else, and is
 * never passed on. How fast it answers is up to the leaf; it is asked when nothing waits to be sent
 * to it.
 */
final class IndexQueryFlow {
  private static final int AT_A_TIME = 32;
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;

  private final PeerState peer;
  private final boolean on;
  private final List<IndexQuery> open = new ArrayList<>();
  private long sent;

  IndexQueryFlow(PeerState peer) {
    this.peer = peer;
    on = peer.services.settings().cache().indexQuery();
  }

  /**
   * True if a leaf may be asked: such queries are sent, not to too many at a time, and it has not
   * shown that it ignores them.
   */
  boolean mayAsk(Member leaf) {
    return on && !leaf.browsing.ignoresIndex && open.size() < AT_A_TIME;
  }

  /**
   * Asks a leaf as soon as nothing waits to be sent to it.
   *
   * @param then gets all its files; empty if its answer is not whole. Not called if it leaves first
   */
  void ask(Member leaf, Consumer<Optional<LearntHit>> then) {
    IndexQuery query = new IndexQuery(leaf, peer.newId(), peer.newId(), then, peer.now);
    open.add(query);
    leaf.browsing.index = query;
    sendIfIdle(query);
  }

  private void sendIfIdle(IndexQuery query) {
    Member leaf = query.member;
    if (leaf.hopsFlow > 0 && leaf.connection().snapshot().queuedFrames() == 0) {
      byte[] all = Query.of(Query.MARKED, Query.INDEX, List.of(), Ggep.NONE).frame(query.id, 1, 0);
      peer.originate(leaf, DescriptorType.QUERY, all);
      peer.originate(leaf, DescriptorType.PING, Ping.plain().frame(query.ping, 1, 0));
      query.asked(peer.now);
      sent++;
    }
  }

  /** Takes a hit if it answers a query of ours; false if it is to be handled as any other. */
  boolean takes(Member from, byte[] b, int at, int length) {
    IndexQuery query = from.browsing.index;
    if (query == null
        || query.id.high() != Guid.highAt(b, at)
        || query.id.low() != Guid.lowAt(b, at)) {
      return false;
    }
    if (query.read(b, at, length, peer.now)) {
      peer.audit.fate(HIT, Outcome.CONSUMED);
      return true;
    }
    from.browsing.index = null;
    if (query.isTooLong()) {
      peer.audit.dropped(HIT, DropReason.EXHAUSTED);
    } else {
      peer.dropWeird(from, HIT, DropReason.WEIRD);
    }
    return true;
  }

  /** Once a second. */
  void tick() {
    List<IndexQuery> over = new ArrayList<>();
    for (Iterator<IndexQuery> i = open.iterator(); i.hasNext(); ) {
      IndexQuery query = i.next();
      boolean gone = peer.neighbours.of(query.member.handle()) != query.member;
      if (!gone && !query.isAsked()) {
        sendIfIdle(query);
      }
      if (gone || query.decide(peer.now) != Verdict.WAIT) {
        i.remove();
        query.member.browsing.index = null;
        if (!gone) {
          over.add(query);
        }
      }
    }
    over.forEach(this::end);
  }

  private void end(IndexQuery query) {
    Verdict verdict = query.decide(peer.now);
    query.member.browsing.ignoresIndex = verdict == Verdict.NOTHING;
    query.then.accept(verdict == Verdict.WHOLE ? query.hit() : Optional.empty());
  }

  /** Leaves that are being asked, or are about to be. */
  int size() {
    return open.size();
  }

  /** Queries that were sent, since the start. */
  long sent() {
    return sent;
  }
}
