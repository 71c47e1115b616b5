package io.avp.ops.sim;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.model.AvpId;
import io.avp.vcc.cache.Filters;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.HitWriter;
import io.avp.vcc.cache.RegionHints;
import io.avp.vcc.cache.SlotHints;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The realm: a peer asks its virtual peer, that the query's region, and answers what the region has
 * found; who may have more is asked. A realm's searches share it, one question at a time.
 */
final class RealmSearch implements Search {
  /**
   * Of an answer between nodes, for each holder beside its records: GUID, address, who holds it.
   */
  private static final int HOLDER_BYTES = 48;

  /** A target that no question reaches. */
  static final int EVERYTHING = 1 << 20;

  private final Realm realm;
  private final int target;
  private final HitWriter writer = new HitWriter("AVPN", avp -> Optional.empty());

  /**
   * Searches.
   *
   * @param target files that suffice
   */
  RealmSearch(Realm realm, int target) {
    this.realm = realm;
    this.target = target;
  }

  @Override
  public Cost ask(Question question) {
    synchronized (realm) {
      Tally tally = new Tally(Sizes.queryFrame(question, 1).length);
      tally.query();
      answer(question, realm.avp(question.asker()), 1, tally);
      return tally.cost();
    }
  }

  /**
   * The realm answers for its members.
   *
   * @param avp the virtual peer that has the question
   * @param hops from the asker to it
   */
  void answer(Question question, int avp, int hops, Tally tally) {
    synchronized (realm) {
      new Turn(question, avp, hops, tally).answer();
    }
  }

  /** One question. */
  private final class Turn {
    private final Question question;
    private final byte[] frame;
    private final int own;
    private final int way;
    private final Tally tally;
    private final Set<Integer> answered = new HashSet<>();
    private int files;

    Turn(Question question, int own, int way, Tally tally) {
      this.question = question;
      this.own = own;
      this.way = way;
      this.tally = tally;
      frame = Sizes.queryFrame(question, 1);
    }

    void answer() {
      var wanted = io.avp.vcc.cache.Question.ofWords(question.text(), Filters.NONE).orElseThrow();
      int hash = wanted.routingHash();
      int region = SlotHints.regionOf(hash);
      Found found = realm.holdings(region).find(wanted, hash, target, question.number(), 0);
      RegionHints.Answers named = realm.hints(region).answer(new int[] {hash}, realm.avps.get(own));
      if (realm.homeOf(region) != own) {
        tally.between(Sizes.BETWEEN + frame.length);
        tally.between(
            Sizes.BETWEEN + found.recordBytes() + (long) HOLDER_BYTES * found.offers().size());
      }
      write(found);
      if (files < target) {
        more(found, named, SlotHints.slotOf(hash));
      }
    }

    private void write(Found found) {
      HitWriter.Asker asker =
          new HitWriter.Asker(
              Guid.read(frame, 0),
              1,
              1,
              Optional.of(realm.servent(question.asker())),
              holder -> true,
              target);
      for (byte[] hit : writer.write(asker, found.offers())) {
        int records = hit[Header.BYTES] & 0xff;
        tally.hit(way, hit.length, records);
        files += records;
        answered.add(realm.peer(Guid.read(hit, hit.length - Guid.BYTES)));
      }
    }

    /** Virtual peers that hold members whose files are not known, or that are to be asked. */
    private void more(Found found, RegionHints.Answers named, int slot) {
      int[] hashes = question.hashes();
      Set<Integer> peers = new HashSet<>(Set.of(own));
      for (int i = 0; i < named.peers().length; i++) {
        if ((named.masks()[i >>> 6] >>> i & 1) != 0) {
          peers.add(realm.number(new AvpId(named.peers()[i])));
        }
      }
      Set<Integer> members = new HashSet<>();
      for (Found.Ask ask : found.ask()) {
        members.add(realm.peer(ask.servent()));
        peers.add(realm.number(ask.via().get(0)));
      }
      for (int avp : peers) {
        if (avp != own) {
          tally.query();
        }
        Arrays.stream(realm.candidates(avp, slot, hashes)).forEach(members::add);
      }
      members.stream().filter(m -> m != question.asker()).sorted().forEach(this::member);
    }

    /** A member is asked, and answers by its virtual peer and that of the one that asks. */
    private void member(int peer) {
      tally.query();
      if (!answered.contains(peer)) {
        tally.answer(question, peer, way + (realm.avp(peer) == own ? 1 : 2));
      }
    }
  }
}
