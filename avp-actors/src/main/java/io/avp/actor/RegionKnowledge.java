package io.avp.actor;

import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.vcc.cache.AnswerCache;
import io.avp.vcc.cache.Census;
import io.avp.vcc.cache.FileRecord;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.Question;
import io.avp.vcc.cache.RecordBlock;
import io.avp.vcc.cache.RegionHoldings;
import io.avp.vcc.cache.RegionListener;
import io.avp.vcc.cache.RegionPrefixes;
import io.avp.vcc.cache.SlotHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The files that a region knows, and what it says of them. Touched only in the region's turn. */
final class RegionKnowledge {
  private static final RegionListener NOBODY = hash -> {};

  /** With eight bytes each, 16 to 32 MiB in all regions. */
  private static final int MOST_PREFIXES = 1 << 13;

  private static final long EXPIRE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long WORN_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final RegionPrefixes.Words NO_WORDS = new RegionPrefixes.Words(new int[0], true);

  private final int region;
  private final NodeServices services;
  private final RegionHoldings holdings;
  private final RegionPrefixes prefixes = new RegionPrefixes(MOST_PREFIXES);
  private final long startedNanos;
  private long expiredNanos;
  private int turn;

  RegionKnowledge(int region, NodeServices services) {
    this.region = region;
    this.services = services;
    holdings =
        new RegionHoldings(region, services.files(), services.settings().cache().limits(), NOBODY);
    startedNanos = services.nanoClock().getAsLong();
    expiredNanos = startedNanos;
  }

  /**
   * Learns files.
   *
   * @param entries prefixes of words, as {@link FileRecord#prefixes} has them
   * @return whose files were refused: nothing of them is known here
   */
  List<Guid> learn(List<MemberFiles> members, long[] entries) {
    Arrays.stream(entries).forEach(prefixes::add);
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
        kept.words(),
        census.files(),
        census.holders(),
        kept.bytes() + prefixes.bytes(),
        kept.refused() + prefixes.refused());
  }

  /** True if it knows nothing. */
  boolean isEmpty() {
    return holdings.gauges().words() == 0 && prefixes.size() == 0;
  }

  /** True if no file has a word, nor one that it is a prefix of. */
  boolean isEmpty(int hash) {
    if (isEmpty()) {
      return true;
    }
    RegionPrefixes.Words words = prefixes.words(hash);
    return words.all() && words.hashes().length == 0 && !holdings.has(hash);
  }

  /**
   * The questions of a batch that are answered from here, that it can say nothing about, and that
   * others may know more of.
   */
  record Answers(
      int[] found,
      List<Found> answers,
      int[] unread,
      List<QueryRegion.Leads> leads,
      List<Recalled> recalled) {
    static final Answers NONE =
        new Answers(new int[0], List.of(), new int[0], List.of(), List.of());
  }

  /**
   * A question that members have answered of late.
   *
   * @param q its place in the batch
   */
  record Recalled(int q, AnswerCache.Kept kept) {}

  /**
   * One of them.
   *
   * @param target most files that are wanted
   */
  private record Asked(Question question, int target) {
    boolean isRoutedBy(int hash) {
      return question.routingHash() == hash;
    }
  }

  /**
   * Looks all questions of a batch up.
   *
   * @param recall of which place in the batch it counts what members have answered of late
   */
  Answers find(QueryRegion.Questions questions, IntPredicate recall) {
    boolean empty = isEmpty();
    boolean unsent = questions.queries().length == 0;
    int all = questions.numbers().length;
    if (empty && (unsent || IntStream.range(0, all).noneMatch(recall))) {
      return Answers.NONE;
    }
    if (unsent) {
      return new Answers(new int[0], List.of(), questions.numbers(), List.of(), List.of());
    }
    List<Recalled> recalled = new ArrayList<>();
    int[] found = new int[all];
    List<Found> answers = new ArrayList<>();
    int[] unread = new int[found.length];
    List<QueryRegion.Leads> leads = new ArrayList<>();
    int cannot = 0;
    int at = 0;
    for (int q = 0; q < found.length; q++) {
      int number = questions.numbers()[q];
      int hash = questions.hashes()[q];
      int length = questions.queries()[at] & 0xff | (questions.queries()[at + 1] & 0xff) << 8;
      Optional<Asked> asked = read(questions.queries(), at + 2, length);
      at += 2 + length;
      RegionPrefixes.Words words = questions.led() ? NO_WORDS : prefixes.words(hash);
      // Empty also if the asker has routed it by something else than what we read.
      boolean read = asked.filter(one -> questions.led() || one.isRoutedBy(hash)).isPresent();
      if (!read || !words.all()) {
        if (!empty) {
          unread[cannot++] = number;
        }
        continue;
      }
      Found one = empty ? Found.NOTHING : find(asked.get(), hash, words.hashes());
      Optional<AnswerCache.Kept> kept = recall.test(q) ? recall(asked.get()) : Optional.empty();
      if (kept.isPresent()) {
        recalled.add(new Recalled(q, kept.get()));
        one = one.with(kept.get().offers());
      }
      if (!one.isNothing()) {
        found[answers.size()] = number;
        answers.add(one);
      } else if (!one.all()) {
        // Too many files have the word to look at all of them: one may match.
        unread[cannot++] = number;
      }
      int[] elsewhere = Arrays.stream(words.hashes()).filter(word -> !isHere(word)).toArray();
      if (elsewhere.length > 0) {
        leads.add(new QueryRegion.Leads(number, elsewhere));
      }
    }
    return new Answers(
        Arrays.copyOf(found, answers.size()),
        answers,
        Arrays.copyOf(unread, cannot),
        leads,
        recalled);
  }

  private Optional<AnswerCache.Kept> recall(Asked asked) {
    return services
        .answers()
        .answer(
            HeardAnswer.key(asked.question),
            holder -> !services.files().isDoubted(holder.servent()));
  }

  private boolean isHere(int hash) {
    return SlotHints.regionOf(hash) == region;
  }

  private Optional<Asked> read(byte[] b, int at, int length) {
    try {
      Query query = Query.decode(b, at, length);
      int target = services.settings().cache().target(query.maxHits());
      return Question.of(query).map(question -> new Asked(question, target));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  /** By the word itself, and by those of this region that it is a prefix of. */
  private Found find(Asked asked, int hash, int[] words) {
    Found exact = find(asked, hash);
    int[] here = Arrays.stream(words).filter(this::isHere).toArray();
    if (here.length == 0) {
      return exact;
    }
    List<Found> parts = new ArrayList<>(List.of(exact));
    for (int word : here) {
      parts.add(find(asked, word));
    }
    return Found.merged(parts);
  }

  private Found find(Asked asked, int hash) {
    return holdings.find(asked.question, hash, asked.target, turn++, nowMillis());
  }

  /** Now and then forgets what nobody has confirmed. */
  void expire() {
    long now = services.nanoClock().getAsLong();
    if (now - expiredNanos >= EXPIRE_NANOS) {
      expiredNanos = now;
      holdings.expire(nowMillis());
    }
  }

  /** Prefixes of words. */
  int prefixes() {
    return prefixes.size();
  }

  /**
   * True if it is to start anew, because there was no room for prefixes: some may be of words that
   * no file has any more. At most once an hour.
   */
  boolean isWorn() {
    return prefixes.isFull() && services.nanoClock().getAsLong() - startedNanos >= WORN_NANOS;
  }

  /** Forgets all. */
  void clear() {
    holdings.clear();
  }

  private long nowMillis() {
    return services.nowMillis();
  }
}
