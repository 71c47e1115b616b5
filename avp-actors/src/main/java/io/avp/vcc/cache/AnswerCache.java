package io.avp.vcc.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.avp.gnutella.wire.Guid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What was answered to whom of late, and what nobody had; of all regions of a node, bounded in
 * bytes and time.
 *
 * <p>A "no" holds only as long as nothing new of any of its words (or of its URN) was learnt: each
 * word has a cell that says when that last happened. Words that share a cell end a "no" too early,
 * never too late. 128 KiB and what is cached. Safe for several threads.
 */
public final class AnswerCache {
  private static final int CELLS = 1 << 14;
  private static final int SPREAD = 0x9E3779B9;
  private static final int ENTRY_BYTES = 160;

  /** {@code learntBy} is what {@link #now} said before it was known that nobody has it. */
  private record Entry(Found found, long learntBy) {
    boolean isNo() {
      return found.offers().isEmpty();
    }
  }

  /**
   * How it fares.
   *
   * @param entries cached, about
   * @param bytes heap of these, about
   * @param hits questions answered from here
   * @param negatives of these, those answered by "nobody"
   * @param misses questions not answered from here
   * @param stale of these, those whose answer was not good any more: all holders have left, or
   *     something new was learnt
   */
  public record Gauges(
      long entries, long bytes, long hits, long negatives, long misses, long stale) {}

  private final Cache<QuestionKey, Entry> cache;
  private final AtomicLongArray learnt = new AtomicLongArray(CELLS);
  private final AtomicLong clock = new AtomicLong(1);
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong negatives = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong stale = new AtomicLong();

  /**
   * Empty.
   *
   * @param maxBytes bound on all; about 160 per entry are added to what it holds
   * @param positive how long an answer is good, from when it was put; not positive: none is kept
   * @param negative how long a "no" is good
   * @param nanoClock monotonic
   */
  public AnswerCache(long maxBytes, Duration positive, Duration negative, Ticker nanoClock) {
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((QuestionKey key, Entry e) -> ENTRY_BYTES + key.bytes() + e.found().bytes())
            .expireAfter(
                Expiry.writing((QuestionKey key, Entry e) -> e.isNo() ? negative : positive))
            .ticker(nanoClock)
            .executor(Runnable::run)
            .build();
  }

  /**
   * What is cached for a question.
   *
   * @param alive false for holders that have left: their offers are left out
   */
  public Optional<Found> answer(QuestionKey key, Predicate<Guid> alive) {
    Entry entry = cache.getIfPresent(key);
    if (entry == null) {
      misses.incrementAndGet();
      return Optional.empty();
    }
    List<Offer> living =
        entry.found.offers().stream().filter(o -> alive.test(o.holder().servent())).toList();
    if (living.isEmpty() && (!entry.isNo() || isOld(key.question(), entry.learntBy))) {
      cache.asMap().remove(key, entry);
      misses.incrementAndGet();
      stale.incrementAndGet();
      return Optional.empty();
    }
    hits.incrementAndGet();
    negatives.addAndGet(entry.isNo() ? 1 : 0);
    return Optional.of(new Found(living, entry.found.ask(), entry.found.all()));
  }

  private boolean isOld(Question question, long learntBy) {
    if (question.sha1().isPresent()) {
      return learnt.get(cell(FileRecord.urnHash(question.sha1().get()))) > learntBy;
    }
    return question.words().stream().anyMatch(word -> learnt.get(cell(word.hash())) > learntBy);
  }

  /** To be asked before a question is looked up, and given to {@link #putNobody}. */
  public long now() {
    return clock.get();
  }

  /** Caches an answer of at least one offer. */
  public void put(QuestionKey key, Found found) {
    if (!found.offers().isEmpty()) {
      cache.put(key, new Entry(found, 0));
    }
  }

  /**
   * Caches that nobody has what is asked for, if that is sure.
   *
   * @param lookedUp what {@link #now} said before
   * @param complete true if all that could know were heard: the region is complete, its prefixes
   *     say that the routing word leads nowhere else, and whose files are not known were asked
   */
  public void putNobody(QuestionKey key, long lookedUp, boolean complete) {
    if (complete) {
      cache.put(key, new Entry(Found.NOTHING, lookedUp));
    }
  }

  /** Something new has the word or URN of that hash, or some new word has it as a prefix. */
  public void learnt(int hash) {
    learnt.set(cell(hash), clock.incrementAndGet());
  }

  /** Forgets the answers whose routing hash is of a kind, as when a region is told to. */
  public void forget(IntPredicate routingHash) {
    cache.asMap().keySet().removeIf(key -> routingHash.test(key.question().routingHash()));
  }

  /** How it fares at this moment. */
  public Gauges gauges() {
    cache.cleanUp();
    long bytes = cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    return new Gauges(
        cache.estimatedSize(),
        CELLS * (long) Long.BYTES + bytes,
        hits.get(),
        negatives.get(),
        misses.get(),
        stale.get());
  }

  private static int cell(int hash) {
    return hash * SPREAD >>> Integer.numberOfLeadingZeros(CELLS - 1);
  }
}
