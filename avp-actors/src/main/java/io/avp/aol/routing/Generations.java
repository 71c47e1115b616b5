package io.avp.aol.routing;

/**
 * Two generations of routes: an entry stays for at least the retention time and at most twice as
 * long, unless the young generation is full before its time.
 *
 * <p>To begin a generation is cheap: what there is to do for it is done with the entries that come
 * later, a little with each.
 *
 * <p>Places of entries are good until the next change.
 */
final class Generations {
  private static final int OLD = 1 << 30;

  /** New entries from step to step of the filter, a power of two. */
  private static final int NEW_PER_STEP = 64;

  private final long retentionNanos;
  private GuidTable young;
  private GuidTable old;

  /** Of the old generation, which is asked for every new id and has hardly one of them. */
  private final KeyFilter oldKeys = new KeyFilter();

  private long youngSince;
  private boolean started;
  private long early;

  /**
   * Empty tables.
   *
   * @param slots of each generation, a power of two, 2^10 to 2^22
   * @param retentionNanos shortest life of an entry
   */
  Generations(int slots, long retentionNanos) {
    this.young = new GuidTable(slots);
    this.old = new GuidTable(slots);
    this.retentionNanos = retentionNanos;
  }

  /** Begins a generation if it is time; true if one has begun. */
  boolean expire(long nowNanos) {
    if (!started) {
      started = true;
      youngSince = nowNanos;
    }
    long age = nowNanos - youngSince;
    if (age < retentionNanos) {
      return false;
    }
    begin(nowNanos);
    if (age >= 2 * retentionNanos) {
      begin(nowNanos);
    }
    return true;
  }

  /** Begins a generation if the young one is full; true if one has begun. */
  boolean makeRoom(long nowNanos) {
    if (!young.isFull()) {
      return false;
    }
    early++;
    begin(nowNanos);
    return true;
  }

  private void begin(long nowNanos) {
    GuidTable empty = old;
    empty.clear();
    old = young;
    young = empty;
    oldKeys.begin(old);
    youngSince = nowNanos;
  }

  /** Brings what is looked at for a key into the cache; the result has no meaning. */
  long touch(long key) {
    return young.touch(key) + oldKeys.touch(key);
  }

  /** The place of a key; below 0 if it is not known. */
  int find(long key) {
    int slot = young.find(key);
    if (slot >= 0 || !oldKeys.mayHave(key)) {
      return slot;
    }
    int oldSlot = old.find(key);
    return oldSlot >= 0 ? oldSlot | OLD : slot;
  }

  /**
   * Adds a key to the young generation, in which there is room.
   *
   * @param place what {@link #find} has just said, which is below 0
   */
  void add(int place, long key, int value, int data) {
    young.add(place, key, value, data);
    if ((young.size() & NEW_PER_STEP - 1) == 0) {
      oldKeys.step();
    }
  }

  /** Changes an entry and takes it into the young generation, in which there is room. */
  void renew(int place, long key, int value, int data) {
    if (place < OLD) {
      young.set(place, value, data);
    } else {
      add(young.find(key), key, value, data);
    }
  }

  /** Changes the data of an entry, which stays in its generation. */
  void setData(int place, int data) {
    table(place).set(place & ~OLD, value(place), data);
  }

  int value(int place) {
    return table(place).value(place & ~OLD);
  }

  int data(int place) {
    return table(place).data(place & ~OLD);
  }

  private GuidTable table(int place) {
    return place < OLD ? young : old;
  }

  /** Entries of the young generation. */
  int young() {
    return young.size();
  }

  /** Most entries of one generation. */
  int limit() {
    return young.limit();
  }

  /** Entries of both. */
  int size() {
    return young.size() + old.size();
  }

  /** Memory at the moment, in bytes. */
  long bytes() {
    return young.bytes() + old.bytes() + oldKeys.bytes();
  }

  /** How often a generation was full before its time. */
  long early() {
    return early;
  }
}
