package io.avp.vcc.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.avp.gnutella.wire.Guid;
import io.avp.model.AvpId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Predicate;

/**
 * What members who had to be asked have answered of late, and what nobody of them had; of all
 * regions of a node, bounded in bytes and time.
 *
 * <p>Holds nothing of members whose files are known: these are looked up each time, so nothing new
 * of theirs can make a "no" wrong. An answer holds until one of its holders leaves a virtual peer.
 * A virtual peer that has gained a member for the slot of the question is to be asked in addition.
 * Each holder, and each slot of a virtual peer, has a cell that says when that last happened; those
 * that share a cell end an answer too early, or have somebody asked in vain, never too late. 2.6
 * MiB and what is cached. Safe for several threads.
 */
public final class AnswerCache {
  private static final int HOLDER_CELLS = 1 << 14;
  private static final int SLOT_CELLS = 1 << 18;
  private static final int SPREAD = 0x9E3779B9;
  private static final int ENTRY_BYTES = 200;

  /** So long after a member has come or left, regions or virtual peers may not have heard of it. */
  private static final long UNHEARD_NANOS = TimeUnit.SECONDS.toNanos(2);

  /**
   * An answer.
   *
   * @param offers what may be answered; none if nobody had it
   * @param again virtual peers that are to be asked each time
   * @param lookedUp what {@link #now} said before anybody was asked, 1 or more
   */
  public record Kept(List<Offer> offers, Set<AvpId> again, long lookedUp) {
    public Kept {
      offers = List.copyOf(offers);
      again = Set.copyOf(again);
    }

    private boolean isNo() {
      return offers.isEmpty();
    }

    private int bytes() {
      return ENTRY_BYTES + offers.stream().mapToInt(Offer::bytes).sum() + 48 * again.size();
    }
  }

  /**
   * How it fares.
   *
   * @param entries cached, about
   * @param bytes heap of these and of the cells, about
   * @param hits questions answered from here
   * @param negatives of these, those that nobody had an answer to
   * @param misses questions not answered from here
   * @param stale of these, those whose answer was not good any more: a holder has left, or all are
   *     to be asked again
   * @param gained slots that virtual peers have gained members for; whoever is cached for one of
   *     them is asked again
   */
  public record Gauges(
      long entries, long bytes, long hits, long negatives, long misses, long stale, long gained) {}

  private final Cache<QuestionKey, Kept> cache;
  private final Ticker nanoClock;
  private final long startNanos;
  private final AtomicLongArray gained = new AtomicLongArray(SLOT_CELLS);
  private final AtomicLongArray changed = new AtomicLongArray(SlotHints.SLOTS);
  private final AtomicLongArray left = new AtomicLongArray(HOLDER_CELLS);
  private final AtomicLongArray forgotten = new AtomicLongArray(SlotHints.REGIONS);
  private final AtomicLong cleared = new AtomicLong();
  private volatile boolean used;
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong negatives = new AtomicLong();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong stale = new AtomicLong();
  private final AtomicLong gains = new AtomicLong();

  /**
   * Empty.
   *
   * @param maxBytes bound on all that is cached
   * @param positive how long an answer is good, from when it was looked up; zero: none is kept
   * @param negative how long a "no" is good
   * @param nanoClock monotonic
   */
  public AnswerCache(long maxBytes, Duration positive, Duration negative, Ticker nanoClock) {
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.read();
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((QuestionKey key, Kept kept) -> key.bytes() + kept.bytes())
            .expireAfter(
                Expiry.writing(
                    (QuestionKey key, Kept kept) -> left(kept, kept.isNo() ? negative : positive)))
            .ticker(nanoClock)
            .executor(Runnable::run)
            .build();
  }

  private Duration left(Kept kept, Duration good) {
    return good.minusNanos(Math.min(good.toNanos(), now() - kept.lookedUp));
  }

  /** True if anything was ever cached: before, no question need be read. */
  public boolean isUsed() {
    return used;
  }

  /** To be asked before anybody is asked a question; never 0. */
  public long now() {
    return 1 + nanoClock.read() - startNanos;
  }

  /**
   * What is cached for a question. Offers of holders whose virtual peers have {@link #hasGained
   * gained} a member for it are left out: these are asked again.
   *
   * @param good false for holders of whom nothing may be answered
   */
  public Optional<Kept> answer(QuestionKey key, Predicate<Holder> good) {
    Kept kept = cache.getIfPresent(key);
    if (kept == null) {
      misses.incrementAndGet();
      return Optional.empty();
    }
    int slot = SlotHints.slotOf(key.question().routingHash());
    List<Offer> living =
        kept.offers.stream()
            .filter(offer -> !isAsked(offer.holder(), slot, kept.lookedUp))
            .filter(offer -> good.test(offer.holder()))
            .toList();
    // A "no" is only what was heard from all, not what is left when all have gone.
    boolean nothing = living.isEmpty() && !kept.isNo();
    if (nothing || kept.offers.stream().anyMatch(offer -> hasLeft(offer, kept.lookedUp))) {
      cache.asMap().remove(key, kept);
      misses.incrementAndGet();
      stale.incrementAndGet();
      return Optional.empty();
    }
    hits.incrementAndGet();
    negatives.addAndGet(kept.isNo() ? 1 : 0);
    return Optional.of(new Kept(living, kept.again, kept.lookedUp));
  }

  /**
   * It has left one virtual peer, but may have relations to others, which it did not answer by:
   * servents answer a question once.
   */
  private boolean hasLeft(Offer offer, long lookedUp) {
    return isSince(left.get(cell(offer.holder().servent().hashCode(), HOLDER_CELLS)), lookedUp);
  }

  private boolean isAsked(Holder holder, int slot, long lookedUp) {
    return holder.via().stream().anyMatch(avp -> hasGained(avp, slot, lookedUp));
  }

  /** Or so shortly before that those who were asked may not have known. */
  private static boolean isSince(long cell, long lookedUp) {
    return cell > 0 && cell + UNHEARD_NANOS >= lookedUp;
  }

  /** Caches an answer, unless it was to be forgotten since it was looked up. */
  public void put(QuestionKey key, Kept kept) {
    if (Math.max(cleared.get(), forgotten.get(regionOf(key))) < kept.lookedUp) {
      used = true;
      cache.put(key, kept);
    }
  }

  /** A virtual peer has one more member to be asked for what falls into a slot. */
  public void gained(AvpId avp, int slot) {
    long now = now();
    gained.set(slotCell(avp, slot), now);
    changed.set(slot, now);
    gains.incrementAndGet();
  }

  /** True if it may have gained one since all were asked. */
  public boolean hasGained(AvpId avp, int slot, long lookedUp) {
    return isSince(gained.get(slotCell(avp, slot)), lookedUp);
  }

  /**
   * True if no virtual peer has gained a member for a slot since a region said who has any.
   *
   * @param said {@link #now} when its answer came
   */
  public boolean isUnchanged(int slot, long said) {
    return cleared.get() < said && !isSince(changed.get(slot), said);
  }

  /** A holder has left a virtual peer: answers with an offer of it are not given any more. */
  public void left(Guid servent) {
    left.set(cell(servent.hashCode(), HOLDER_CELLS), now());
  }

  /** Forgets the answers of a region, also those to questions that are being asked now. */
  public void forget(int region) {
    forgotten.set(region, now());
    cache.asMap().keySet().removeIf(key -> regionOf(key) == region);
  }

  private static int regionOf(QuestionKey key) {
    return SlotHints.regionOf(key.question().routingHash());
  }

  /** Forgets all answers, also those to questions that are being asked now. */
  public void clear() {
    cleared.set(now());
    cache.invalidateAll();
  }

  /** How it fares at this moment. */
  public Gauges gauges() {
    cache.cleanUp();
    long bytes = cache.policy().eviction().orElseThrow().weightedSize().orElse(0);
    return new Gauges(
        cache.estimatedSize(),
        (HOLDER_CELLS + SLOT_CELLS + SlotHints.SLOTS) * (long) Long.BYTES + bytes,
        hits.get(),
        negatives.get(),
        misses.get(),
        stale.get(),
        gains.get());
  }

  private static int slotCell(AvpId avp, int slot) {
    return cell(avp.hashCode() * SPREAD + slot, SLOT_CELLS);
  }

  /** Where a hash belongs among so many cells, a power of two. */
  static int cell(int hash, int cells) {
    return hash * SPREAD >>> Integer.numberOfLeadingZeros(cells - 1);
  }
}
