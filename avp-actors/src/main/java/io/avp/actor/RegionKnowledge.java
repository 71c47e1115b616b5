package io.avp.actor;

import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.vcc.cache.Census;
import io.avp.vcc.cache.FileRecord;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.Question;
import io.avp.vcc.cache.RecordBlock;
import io.avp.vcc.cache.RegionHoldings;
import io.avp.vcc.cache.RegionListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The files that a region knows, and what it says of them. Touched only in the region's turn. */
final class RegionKnowledge {
  /** Words that begin with what is asked for are not looked up: their holders are asked. */
  private static final RegionListener NOBODY =
      new RegionListener() {
        @Override
        public void learnt(int hash) {}

        @Override
        public void told(int prefixHash, int wordHash) {}

        @Override
        public void takenBack(int prefixHash, int wordHash) {}
      };

  private static final long EXPIRE_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final NodeServices services;
  private final RegionHoldings holdings;
  private long expiredNanos;
  private int turn;

  RegionKnowledge(int region, NodeServices services) {
    this.services = services;
    holdings =
        new RegionHoldings(region, services.files(), services.settings().cache().limits(), NOBODY);
    expiredNanos = services.nanoClock().getAsLong();
  }

  /**
   * Learns files.
   *
   * @return whose files were refused: nothing of them is known here
   */
  List<Guid> learn(List<MemberFiles> members) {
    List<Guid> refused = new ArrayList<>();
    for (MemberFiles member : members) {
      Holder holder = member.holder();
      if (!learn(holder, member.records())) {
        holdings.remove(holder.servent());
        refused.add(holder.servent());
      }
    }
    return refused;
  }

  private boolean learn(Holder holder, byte[] records) {
    try {
      List<FileRecord> all = RecordBlock.read(records);
      return holdings.add(holder, all, nowMillis()) == 0;
    } catch (MalformedException e) {
      throw new IllegalArgumentException("a node has sent what it cannot have learnt", e);
    }
  }

  /** Forgets all files of members. */
  void forget(List<Guid> members) {
    members.forEach(holdings::remove);
  }

  /** What it shows of itself. */
  RegionView.Knowledge view() {
    RegionHoldings.Gauges kept = holdings.gauges();
    Census census = holdings.census();
    return new RegionView.Knowledge(
        kept.words(), census.files(), census.holders(), kept.bytes(), kept.refused());
  }

  /** True if it knows nothing. */
  boolean isEmpty() {
    return holdings.gauges().words() == 0;
  }

  /** The questions of a batch that are answered from here, or that cannot be read. */
  record Answers(int[] found, List<Found> answers, int[] unread) {
    static final Answers NONE = new Answers(new int[0], List.of(), new int[0]);
  }

  /** Looks all questions of a batch up. */
  Answers find(QueryRegion.Questions questions) {
    if (isEmpty()) {
      return Answers.NONE;
    }
    if (questions.queries().length == 0) {
      return new Answers(new int[0], List.of(), questions.numbers());
    }
    int[] found = new int[questions.numbers().length];
    List<Found> answers = new ArrayList<>();
    int[] unread = new int[found.length];
    int cannot = 0;
    int at = 0;
    for (int q = 0; q < found.length; q++) {
      int length = questions.queries()[at] & 0xff | (questions.queries()[at + 1] & 0xff) << 8;
      Optional<Found> one = find(questions.queries(), at + 2, length, questions.hashes()[q]);
      at += 2 + length;
      if (one.isEmpty()) {
        unread[cannot++] = questions.numbers()[q];
      } else if (!one.get().offers().isEmpty() || !one.get().ask().isEmpty()) {
        found[answers.size()] = questions.numbers()[q];
        answers.add(one.get());
      }
    }
    return new Answers(
        Arrays.copyOf(found, answers.size()), answers, Arrays.copyOf(unread, cannot));
  }

  /** Empty if the asker has routed it by something else than what we read. */
  private Optional<Found> find(byte[] b, int at, int length, int hash) {
    try {
      Query query = Query.decode(b, at, length);
      return Question.of(query)
          .filter(question -> question.routingHash() == hash)
          .map(
              question ->
                  holdings.find(
                      question,
                      hash,
                      services.settings().cache().target(query.maxHits()),
                      turn++,
                      nowMillis()));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /** Now and then forgets what nobody has confirmed. */
  void expire() {
    long now = services.nanoClock().getAsLong();
    if (now - expiredNanos >= EXPIRE_NANOS) {
      expiredNanos = now;
      holdings.expire(nowMillis());
    }
  }

  /** Forgets all. */
  void clear() {
    holdings.clear();
  }

  private long nowMillis() {
    return services.nowMillis();
  }
}
