package io.avp.vcc.cache;

import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.wire.Guid;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The holdings of one region: its words, and which files at which holders have them.
 *
 * <p>The records are in the node's {@link FileStore}. A record is told to the region of each of its
 * {@link FileRecord#keys}; what is not of this region is left out. No source fills more than its
 * share. Not safe for several threads, but regions of several threads share a store. Times are
 * readings of the store's clock in milliseconds.
 */
public final class RegionHoldings {
  /**
   * What is kept.
   *
   * @param words that some file has, URNs included
   * @param entries files at holders, counted for each of their words
   * @param bytes heap of these; the records are the store's
   * @param refused records that were not taken because their source had its share, since the start
   */
  public record Gauges(int words, int entries, long bytes, long refused) {}

  private static final int REFUSED = -1;

  private final int region;
  private final FileStore store;
  private final HoldingLimits limits;
  private final RegionListener listener;
  private final Postings postings = new Postings();
  private final Shares shares;
  private long refused;

  /**
   * Knows nothing.
   *
   * @param region 0 to 255: the top eight bits of the hashes of its words
   */
  public RegionHoldings(
      int region, FileStore store, HoldingLimits limits, RegionListener listener) {
    this.region = region;
    this.store = store;
    this.limits = limits;
    this.listener = listener;
    this.shares = new Shares(limits.sharePercent(), limits.regionFloor());
  }

  /**
   * Learns files of a holder.
   *
   * @return how many of this region were refused: the holder is to be asked, too, from now on
   */
  public int add(Holder holder, List<FileRecord> records, long nowMillis) {
    int without = 0;
    for (FileRecord record : records) {
      without += put(holder, record, nowMillis) == REFUSED ? 1 : 0;
    }
    return without;
  }

  /**
   * Learns all files of a holder: others that were known of it are forgotten.
   *
   * @return how many of this region were refused: the holder is to be asked, too, from now on
   */
  public int replace(Holder holder, List<FileRecord> records, long nowMillis) {
    int[] kept = new int[records.size()];
    int without = 0;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = put(holder, records.get(i), nowMillis);
      without += kept[i] == REFUSED ? 1 : 0;
    }
    Arrays.sort(kept);
    removeBut(() -> Stream.ofNullable(store.known(holder)), kept);
    return without;
  }

  /** The holding of a record; {@link #REFUSED}, or another negative number if it is not of here. */
  private int put(Holder holder, FileRecord record, long nowMillis) {
    int[] keys = mine(record.keys());
    if (keys.length == 0) {
      return REFUSED - 1;
    }
    byte[] packed = PackedRecord.pack(record);
    store.writing().lock();
    try {
      int holding = store.find(holder, record, packed);
      if (holding < 0 || !postings.contains(keys[0], holding)) {
        holding = post(holder, record, packed, holding, keys);
      }
      if (holding >= 0) {
        store.told(holding, holder, FileStore.minute(nowMillis));
      }
      return holding;
    } finally {
      store.writing().unlock();
    }
  }

  private int post(Holder holder, FileRecord record, byte[] packed, int known, int[] keys) {
    if (!shares.permits(source(holder), keys.length)) {
      refused++;
      return REFUSED;
    }
    int holding = known < 0 ? store.create(holder, record, packed) : known;
    if (holding < 0) {
      return REFUSED;
    }
    store.retain(holding);
    shares.add(store.holderOf(holding).holder().source(), keys.length);
    for (int key : keys) {
      postings.add(key, holding);
      listener.learnt(key);
    }
    return holding;
  }

  /** A holder keeps its first source. */
  private long source(Holder holder) {
    Holders.Known known = store.known(holder);
    return known == null ? holder.source() : known.holder().source();
  }

  private int[] mine(int[] keys) {
    int mine = 0;
    for (int key : keys) {
      if (SlotHints.regionOf(key) == region) {
        keys[mine++] = key;
      }
    }
    return Arrays.copyOf(keys, mine);
  }

  /** Forgets all of a GUID. Takes as long as it has files on this node. */
  public void remove(Guid servent) {
    removeBut(() -> store.known(servent).stream(), new int[0]);
  }

  /** Forgets all holders of a source. Takes as long as they have files on this node. */
  public void purge(long source) {
    store.of(source).forEach(this::remove);
  }

  private void removeBut(Supplier<Stream<Holders.Known>> which, int[] kept) {
    store.writing().lock();
    try {
      which.get().forEach(known -> removeBut(known, kept));
    } finally {
      store.writing().unlock();
    }
  }

  private void removeBut(Holders.Known known, int[] kept) {
    for (int i = known.count() - 1; i >= 0; i--) {
      int holding = known.holding(i);
      if (Arrays.binarySearch(kept, holding) < 0) {
        drop(holding);
      }
    }
  }

  private void drop(int holding) {
    int[] keys = mine(store.keys(holding));
    if (keys.length == 0 || !postings.contains(keys[0], holding)) {
      return;
    }
    for (int key : keys) {
      postings.remove(key, holding);
    }
    shares.add(store.holderOf(holding).holder().source(), -keys.length);
    store.release(holding);
  }

  /** Forgets what nobody has confirmed for long; looks at everything, so not often. */
  public void expire(long nowMillis) {
    int minute = FileStore.minute(nowMillis);
    dropIf(holding -> !store.fresh(holding, minute, limits.forgetMinutes()));
  }

  /** Forgets everything; the store keeps what other regions use. */
  public void clear() {
    dropIf(holding -> true);
  }

  private void dropIf(IntPredicate dropped) {
    store.writing().lock();
    try {
      int[] all = new int[postings.size()];
      int n = 0;
      for (int slot = 0; slot < postings.slots(); slot++) {
        for (int i = 0; i < postings.count(slot); i++) {
          all[n++] = postings.holding(slot, i);
        }
      }
      Arrays.sort(all);
      for (int i = 0; i < n; i++) {
        if ((i == 0 || all[i] != all[i - 1]) && dropped.test(all[i])) {
          drop(all[i]);
        }
      }
    } finally {
      store.writing().unlock();
    }
  }

  /**
   * Answers a question.
   *
   * @param candidates hash of the word, of this region, by which to look: the question's {@link
   *     Question#routingHash} or a word that it is a prefix of
   * @param target records that are wanted at most
   * @param turn any number; where to begin if there are more candidates than are looked at
   */
  public Found find(Question question, int candidates, int target, int turn, long nowMillis) {
    byte[] sha1 = question.sha1().map(Sha1::bytes).orElse(null);
    int sign = question.sign();
    store.reading().lock();
    try {
      int slot = postings.find(candidates);
      if (slot < 0) {
        return Found.NOTHING;
      }
      Selection selection = new Selection(store, limits, FileStore.minute(nowMillis));
      int count = postings.count(slot);
      int looked = Math.min(count, limits.maxScanned());
      int from = Math.floorMod(turn, count);
      // More than wanted, so that there are near ones to choose from, and other sources.
      long most = 4L * target;
      int i = 0;
      while (i < looked && selection.matches() < most) {
        int holding = postings.holding(slot, (from + i) % count);
        if (store.matches(holding, question, sign, sha1)) {
          selection.add(holding);
        }
        i++;
      }
      return selection.choose(target, i == count);
    } finally {
      store.reading().unlock();
    }
  }

  /** True if some file has a word, or a URN. */
  public boolean has(int hash) {
    store.reading().lock();
    try {
      return postings.find(hash) >= 0;
    } finally {
      store.reading().unlock();
    }
  }

  /** Entries of a source, at most: never told too low. */
  public int entriesOf(long source) {
    return shares.count(source);
  }

  /** Of how many something is kept; looks at everything, so not often. */
  public Census census() {
    return Census.of(postings, store);
  }

  /** What is kept at this moment. */
  public Gauges gauges() {
    return new Gauges(postings.words(), postings.size(), postings.bytes() + Shares.HEAP, refused);
  }
}
