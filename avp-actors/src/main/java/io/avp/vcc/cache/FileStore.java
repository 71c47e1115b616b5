package io.avp.vcc.cache;

import io.avp.gnutella.wire.Guid;
import io.avp.model.AvpId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The files that the regions of one node know: which holder has which, each record once however
 * many of the regions and holders have it.
 *
 * <p>24 bytes per holding (a file at a holder), about 30 and the packed record per file that
 * differs. Regions count what they use; what none uses is forgotten. At the byte bound new holdings
 * are refused and counted.
 *
 * <p>Safe for several threads: one read-write lock. Looking for answers and views share it,
 * learning and forgetting take it for one record at a time. Times are readings of a monotonic clock
 * in milliseconds.
 */
public final class FileStore {
  /** Most files of one holder. */
  public static final int MAX_PER_HOLDER = 1 << 14;

  private static final int FIRST_ROOM = 64;
  private static final int BYTES_PER_HOLDING = 3 * Integer.BYTES + 2 * Character.BYTES;
  private static final int NONE = -1;
  private static final long MINUTE = 60_000;

  /**
   * What is kept.
   *
   * @param holders who have files
   * @param holdings files, counted for each holder
   * @param records records that differ in more than their index
   * @param bytes heap of all
   * @param refused records that were not kept because of a bound, since the start
   */
  public record Gauges(int holders, int holdings, int records, long bytes, long refused) {}

  private final long maxBytes;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Holders holders = new Holders();
  private final Bodies bodies;
  private final IdTable index = new IdTable(this::hash);

  /** By holding; of a free one -2 - (the next free one), or -1 if it is the last. */
  private int[] body = new int[FIRST_ROOM];

  private int[] holder = new int[FIRST_ROOM];
  private int[] numbers = new int[FIRST_ROOM];
  private char[] confirmed = new char[FIRST_ROOM];
  private char[] regions = new char[FIRST_ROOM];
  private int used;
  private int free = NONE;
  private long refused;

  /**
   * Empty.
   *
   * @param maxBytes from this on nothing new is taken; growing arrays may overshoot it by a quarter
   * @param salt secret random number
   */
  public FileStore(long maxBytes, long salt) {
    this.maxBytes = maxBytes;
    this.bodies = new Bodies(salt);
  }

  /** Shared by those who only look. */
  Lock reading() {
    return lock.readLock();
  }

  /** For those who change. */
  Lock writing() {
    return lock.writeLock();
  }

  static int minute(long nowMillis) {
    return (int) (nowMillis / MINUTE);
  }

  /** The holding of a record at a holder; negative if there is none. */
  int find(Guid servent, FileRecord record, byte[] packed) {
    Holders.Known known = holders.find(servent);
    int packedNumber = known == null ? NONE : bodies.find(packed);
    return packedNumber < 0 ? NONE : find(known.number, packedNumber, record.index());
  }

  private int find(int holderNumber, int bodyNumber, int number) {
    int slot = index.slot(hash(holderNumber, bodyNumber, number));
    for (int h = index.at(slot); h >= 0; h = index.at(slot)) {
      if (holder[h] == holderNumber && body[h] == bodyNumber && numbers[h] == number) {
        return h;
      }
      slot = index.next(slot);
    }
    return NONE;
  }

  /** Keeps a record that is not there yet, used by no region; negative if it is refused. */
  int create(Holder told, FileRecord record, byte[] packed) {
    boolean full = bytes() >= maxBytes;
    Holders.Known known = full ? null : holders.tell(told);
    if (known == null || known.count() >= MAX_PER_HOLDER) {
      refused++;
      return NONE;
    }
    int holding = number();
    body[holding] = bodies.hold(packed);
    holder[holding] = known.number;
    numbers[holding] = record.index();
    regions[holding] = 0;
    index.add(holding);
    holders.add(known, holding);
    return holding;
  }

  private int number() {
    if (free != NONE) {
      int number = free;
      free = body[number] == NONE ? NONE : -2 - body[number];
      return number;
    }
    if (used == body.length) {
      int room = used + used / 4;
      body = Arrays.copyOf(body, room);
      holder = Arrays.copyOf(holder, room);
      numbers = Arrays.copyOf(numbers, room);
      confirmed = Arrays.copyOf(confirmed, room);
      regions = Arrays.copyOf(regions, room);
    }
    return used++;
  }

  /** One more region uses a holding. */
  void retain(int holding) {
    regions[holding]++;
  }

  /** One region fewer uses a holding; the last one forgets it. */
  void release(int holding) {
    if (--regions[holding] == 0) {
      index.remove(holding);
      holders.remove(holders.at(holder[holding]), holding);
      bodies.release(body[holding]);
      body[holding] = free == NONE ? NONE : -2 - free;
      free = holding;
    }
  }

  /** A holding was told, or its holder has told of itself. */
  void told(int holding, Holder by, int minute) {
    confirmed[holding] = (char) minute;
    holders.tell(by);
  }

  /** The holder of a holding. */
  Holders.Known holderOf(int holding) {
    return holders.at(holder[holding]);
  }

  /** The holder of a GUID; null if there is none. */
  Holders.Known known(Guid servent) {
    return holders.find(servent);
  }

  /** True if somebody has said within so many minutes that a holding is there. */
  boolean fresh(int holding, int minute, int minutes) {
    return (char) (minute - confirmed[holding]) <= minutes
        || holderOf(holding).confirmedWithin(minute, minutes);
  }

  boolean matches(int holding, Question question, byte[] sha1) {
    int number = body[holding];
    return question.matches(bodies.array(number), bodies.at(number), sha1);
  }

  /** By what a holding is found. */
  int[] keys(int holding) {
    byte[] b = bodies.array(body[holding]);
    int at = bodies.at(body[holding]);
    int name = PackedRecord.nameLength(b, at);
    int[] words = NameWords.hashes(b, at + PackedRecord.NAME, name, PackedRecord.ascii(b, at));
    int[] keys = Arrays.copyOf(words, words.length + 1);
    keys[words.length] = FileRecord.urnHash(PackedRecord.sha1(b, at));
    return keys;
  }

  /** The words of a holding's name that have that hash; none if it is the hash of its URN. */
  List<String> words(int holding, int hash) {
    byte[] b = bodies.array(body[holding]);
    int at = bodies.at(body[holding]);
    return NameWords.words(b, at + PackedRecord.NAME, PackedRecord.nameLength(b, at), hash);
  }

  /** The record of a holding, as it came. */
  byte[] record(int holding) {
    int number = body[holding];
    return PackedRecord.unpack(
        bodies.array(number), bodies.at(number), bodies.length(number), numbers[holding]);
  }

  /**
   * A virtual peer has lost its relation to a member. From here on nothing of the member is
   * answered, unless others hold it; each region of the node is to {@link RegionHoldings#remove} it
   * then.
   *
   * @return true if nobody holds it any more
   */
  public boolean leave(Guid servent, AvpId avp) {
    return locked(
            writing(),
            () -> Optional.ofNullable(holders.find(servent)).map(k -> holders.leave(k, avp)))
        .orElse(false);
  }

  /** A virtual peer has died: the same for all its members. Returns those that nobody holds now. */
  public List<Guid> leave(AvpId avp) {
    return locked(
        writing(),
        () ->
            holders.all().stream()
                .filter(k -> k.holder().via().contains(avp))
                .filter(k -> holders.leave(k, avp))
                .map(k -> k.holder().servent())
                .toList());
  }

  /** Members of a source. */
  public List<Guid> of(long source) {
    return guids(k -> k.holder().source() == source);
  }

  /** A member is there and its query table has not changed: all its files count as confirmed. */
  public void confirm(Guid servent, long nowMillis) {
    locked(
        writing(),
        () -> {
          Holders.Known known = holders.find(servent);
          if (known != null) {
            known.confirm(minute(nowMillis));
          }
          return known;
        });
  }

  /** True if something of the holder may be answered. */
  public boolean alive(Guid servent) {
    return locked(
        reading(),
        () -> {
          Holders.Known known = holders.find(servent);
          return known != null && !known.gone();
        });
  }

  /** Everything that is known of a holder, at most so many records. */
  public Optional<Offer> of(Guid servent, int limit) {
    return locked(
        reading(),
        () ->
            Optional.ofNullable(holders.find(servent))
                .map(
                    known -> {
                      List<byte[]> records = new ArrayList<>();
                      for (int i = 0; i < Math.min(limit, known.count()); i++) {
                        records.add(record(known.holding(i)));
                      }
                      return new Offer(known.holder(), records);
                    }));
  }

  private List<Guid> guids(Predicate<Holders.Known> which) {
    return locked(
        reading(),
        () -> holders.all().stream().filter(which).map(k -> k.holder().servent()).toList());
  }

  /** What is kept at this moment. */
  public Gauges gauges() {
    return locked(
        reading(),
        () -> new Gauges(holders.all().size(), index.size(), bodies.size(), bytes(), refused));
  }

  private long bytes() {
    return bodies.bytes()
        + holders.bytes()
        + index.bytes()
        + (long) body.length * BYTES_PER_HOLDING;
  }

  private static <T> T locked(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private int hash(int holding) {
    return hash(holder[holding], body[holding], numbers[holding]);
  }

  private static int hash(int holderNumber, int bodyNumber, int number) {
    // The index is the holder's choice, the others are ours: no choice makes all collide.
    int hash = (bodyNumber * 0x2c1b3c6d + holderNumber) * 0x297a2d39 + number;
    hash ^= hash >>> 16;
    hash *= 0x7feb352d;
    return hash ^ hash >>> 15;
  }
}
