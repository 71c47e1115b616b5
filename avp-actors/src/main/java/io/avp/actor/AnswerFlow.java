package io.avp.actor;

import io.avp.aol.routing.OpenQuestions;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import io.avp.model.Decision;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.HitWriter;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.Offer;
import io.avp.vcc.policy.AskerPolicy;
import java.util.List;
import java.util.Optional;

/**
 * Answers on behalf of members whose files are known: the hits go straight to who asked, as if they
 * had passed by here.
 */
final class AnswerFlow {
  private static final DescriptorType HIT = DescriptorType.QUERY_HIT;
  private static final String VENDOR = "AVPN";
  private static final int HOPS = 1;

  private final PeerState peer;
  private final KnowledgeFlow knowledge;
  private final BeyondFlow beyond;
  private final HitWriter writer;

  AnswerFlow(PeerState peer, KnowledgeFlow knowledge, BeyondFlow beyond) {
    this.peer = peer;
    this.knowledge = knowledge;
    this.beyond = beyond;
    writer = new HitWriter(VENDOR, this::address);
  }

  private Optional<HostAddress> address(AvpId avp) {
    return peer.services.homes().realm().stream()
        .filter(entry -> entry.id().equals(avp.value()))
        .map(PeerEntry::address)
        .findFirst();
  }

  /** How many files a query wants at most. */
  int target(OpenQuestions.Question question) {
    int wanted = Query.maxHits(Query.flags(question.frame(), 0));
    return peer.services.settings().cache().target(wanted);
  }

  /** Answers; the number of files. */
  int answer(OpenQuestions.Question question, Found found) {
    if (!(peer.neighbours.of(question.from()) instanceof Member asker) || asker.closing) {
      return 0;
    }
    boolean firewalled =
        asker.firewalled || (Query.flags(question.frame(), 0) & Query.FIREWALLED) != 0;
    List<byte[]> hits =
        writer.write(
            new HitWriter.Asker(
                Guid.read(question.frame(), 0),
                // Behind an ultrapeer it has as far to go as the query has come.
                Header.hops(question.frame(), 0) + 1,
                HOPS,
                asker.isLeaf() ? asker.servent() : Optional.empty(),
                holder -> isThere(holder) && wants(firewalled, holder),
                target(question)),
            found.offers());
    int files = 0;
    for (byte[] hit : hits) {
      peer.originate(asker, HIT, hit);
      peer.ledger.hit(hit.length);
      files += hit[Header.BYTES] & 0xff;
    }
    beyond.results(asker, question.frame(), 0, files);
    peer.audit.delivered(HIT, asker.isLeaf() ? hits.size() : 0);
    found.offers().stream().map(Offer::holder).filter(Holder::pushOnly).forEach(this::route);
    return files;
  }

  private static boolean wants(boolean firewalled, Holder holder) {
    return AskerPolicy.decide(false, firewalled, holder.pushOnly(), false) == Decision.PERMIT;
  }

  /** Of our own members we know it a moment earlier than the region. */
  private boolean isThere(Holder holder) {
    boolean own = holder.via().size() == 1 && holder.via().get(0).value().equals(peer.id);
    return !own || knowledge.member(holder.servent()) != null;
  }

  /** Pushes for it will come here. */
  private void route(Holder holder) {
    for (AvpId avp : holder.via()) {
      Sibling sibling = peer.neighbours.sibling(avp.value());
      if (sibling != null) {
        Guid servent = holder.servent();
        peer.pushes.learn(servent.high(), servent.low(), sibling.handle(), false, peer.now);
      }
    }
  }
}
