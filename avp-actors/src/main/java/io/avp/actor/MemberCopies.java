package io.avp.actor;

import io.avp.aol.routing.QueryRouter;
import io.avp.aol.routing.QueryTerms;
import io.avp.vcc.cache.SlotHints;
import java.util.List;

/**
 * Copies of one query for members whose tables match, found by the rarest word, and by words that
 * many have, instead of by a look at every table. One reused object.
 */
final class MemberCopies {
  private final PeerState peer;
  private final KnowledgeFlow knowledge;
  private QueryTerms terms;
  private Neighbour from;
  private int hopsOut;
  private int ttlOut;
  private boolean leaves;
  private boolean ultrapeers;
  private Answering answering;
  private int hash;
  private int copies;
  private int delivered;
  private int left;
  private boolean kept;

  /** Who answers for members whose files are known. */
  enum Answering {
    /** Nobody: they are asked like all others. */
    NOBODY,
    /** The query's region, which we ask. */
    REGION,
    /** The query's region, which a sibling has asked. */
    SIBLING,
    /** Nobody, and others were asked before: only they are. */
    LATE
  }

  MemberCopies(PeerState peer, KnowledgeFlow knowledge) {
    this.peer = peer;
    this.knowledge = knowledge;
  }

  /**
   * The query that the calls that follow speak of; its frame is the outbox's.
   *
   * @param query null if only single copies follow
   * @param source who gets no copy; null if it has left
   */
  void begin(QueryTerms query, Neighbour source, int hops, int ttl) {
    terms = query;
    from = source;
    hopsOut = hops;
    ttlOut = ttl;
    copies = 0;
    delivered = 0;
    left = 0;
    kept = false;
  }

  /**
   * To members whose tables match.
   *
   * @param toLeaves whether leaves may get it
   * @param toUltrapeers whether it is an ultrapeer's last hop
   * @param who answers for members whose files are known
   * @param routingHash by which it finds its region; counts only if somebody answers
   */
  void toMatching(boolean toLeaves, boolean toUltrapeers, Answering who, int routingHash) {
    leaves = toLeaves;
    ultrapeers = toUltrapeers;
    answering = who;
    hash = routingHash;
    int slot = rarestSlot();
    int n = slot < 0 ? 0 : peer.hints.candidates(slot);
    boolean told = true;
    for (int i = 0; n > 0 && i < terms.words(); i++) {
      int other = SlotHints.slotOf(terms.hash(i));
      int narrowed = other == slot ? n : peer.hints.narrow(other, n);
      told &= narrowed >= 0;
      n = narrowed < 0 ? n : narrowed;
    }
    for (int i = 0; i < n; i++) {
      Member member = peer.neighbours.at(peer.hints.candidate(i));
      boolean matches = told && member.table.bits() <= SlotHints.BITS;
      if (matches || terms.matchesWords(member.table)) {
        offer(member);
      }
    }
    n = terms.hasUrn() ? peer.hints.candidates(SlotHints.slotOf(terms.hash(terms.words()))) : 0;
    for (int i = 0; i < n; i++) {
      Member member = peer.neighbours.at(peer.hints.candidate(i));
      if (terms.matchesUrn(member.table) && !terms.matchesWords(member.table)) {
        offer(member);
      }
    }
    if (ultrapeers && answering != Answering.LATE) {
      toTableless();
    }
  }

  /** The slot of a word that fewest members have; -1 if there is no word. */
  private int rarestSlot() {
    int rarest = -1;
    for (int i = 0; i < terms.words(); i++) {
      int slot = SlotHints.slotOf(terms.hash(i));
      if (rarest < 0 || peer.hints.members(slot) < peer.hints.members(rarest)) {
        rarest = slot;
      }
    }
    return rarest;
  }

  /** No table says who has new files. */
  void whatsNew(boolean toLeaves, boolean toUltrapeers) {
    leaves = toLeaves;
    ultrapeers = toUltrapeers;
    answering = Answering.NOBODY;
    for (Member member : peer.neighbours.members()) {
      if (member.whatsNew && member.table != null && member.table.present() > 0) {
        offer(member);
      }
    }
    if (ultrapeers) {
      toTableless();
    }
  }

  private void offer(Member member) {
    if (!(member.isLeaf() ? leaves : ultrapeers)) {
      return;
    }
    boolean known =
        switch (answering) {
          case NOBODY -> false;
          case REGION -> knowledge.answersFor(member, hash, false);
          case SIBLING -> knowledge.answersFor(member, hash, true);
          // Who was known before was left out, and who is known now may have been.
          case LATE -> member.browsing.files == null;
        };
    if (known) {
      left++;
    } else {
      copy(member, true, hopsOut, ttlOut);
    }
  }

  private void toTableless() {
    List<Member> tableless = peer.neighbours.tableless();
    for (int i = 0; i < tableless.size(); i++) {
      copy(tableless.get(i), false, hopsOut, ttlOut);
    }
  }

  /** To one member, if it wants it. */
  void copy(Member to, boolean matches, int hops, int ttl) {
    QueryRouter.Copy copy =
        QueryRouter.copy(to.kind(), to == from, hops, ttl, to.hopsFlow, to.table != null, matches);
    if (copy == QueryRouter.Copy.SEND) {
      peer.outbox.to(to.connection());
      copies++;
      delivered += to.isLeaf() ? 1 : 0;
    }
    kept |= copy == QueryRouter.Copy.HOPS_FLOW;
  }

  /** Copies so far. */
  int copies() {
    return copies;
  }

  /** Of these, those to leaves. */
  int delivered() {
    return delivered;
  }

  /** Members that were left out because others answer for them. */
  int left() {
    return left;
  }

  /** True if somebody keeps it off by hops flow. */
  boolean kept() {
    return kept;
  }
}
