package io.avp.vcc.cache;

import io.avp.gnutella.wire.Guid;
import io.avp.model.AvpId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files that the regions of one node know: which holder has which, each record once however
 * many of the regions and holders have it.
 *
 * <p>20 bytes per holding (a file at a holder), about 30 and the packed record per file that
 * differs. Regions count what they use; what none uses is forgotten. At the byte bound new holdings
 * are refused and counted.
 *
 * <p>Safe for several threads: one read-write lock. Looking for answers and views share it,
 * learning takes it for one record at a time, forgetting for one holder. Times are readings of a
 * monotonic clock in milliseconds.
 */
public final class FileStore {
  /** Most files of one holder. */
  public static final int MAX_PER_HOLDER = 1 << 14;

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
  private final HoldingTable holdings = new HoldingTable();
  private final Bodies bodies;
  private long refused;
  private long learnt;
  private volatile Set<Guid> doubted = Set.of();

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

  /** Shared by those who only look; held while anything but the public methods is called. */
  Lock reading() {
    return lock.readLock();
  }

  /** For those who change; held while anything but the public methods is called. */
  Lock writing() {
    return lock.writeLock();
  }

  static int minute(long nowMillis) {
    return (int) (nowMillis / MINUTE);
  }

  /** The holding of a record at a holder; negative if there is none. */
  int find(Holder told, FileRecord record, byte[] packed) {
    Holders.Known known = holders.find(told);
    int body = known == null ? NONE : bodies.find(packed);
    int place = body < 0 ? NONE : known.place(holdings, body, record.index());
    return place < 0 ? NONE : known.holding(place);
  }

  /** Keeps a record that is not there yet, used by no region; negative if it is refused. */
  int create(Holder told, FileRecord record, byte[] packed) {
    boolean room = bytes() < maxBytes && !holders.isSomebodyElse(told);
    Holders.Known known = room ? holders.tell(told) : null;
    if (known == null || known.count() >= MAX_PER_HOLDER) {
      refused++;
      return NONE;
    }
    int body = bodies.hold(packed);
    int place = -1 - known.place(holdings, body, record.index());
    int holding = holdings.add(known.number, body, record.index());
    holders.add(known, place, holding);
    learnt++;
    return holding;
  }

  /** One more region uses a holding. */
  void retain(int holding) {
    holdings.retain(holding);
  }

  /** One region fewer uses a holding; the last one forgets it. */
  void release(int holding) {
    if (holdings.release(holding)) {
      int body = holdings.body(holding);
      Holders.Known known = holderOf(holding);
      holders.remove(known, known.place(holdings, body, holdings.index(holding)));
      holdings.remove(holding);
      bodies.release(body);
    }
  }

  /** A holding was told, and with it what is new of its holder. */
  void told(int holding, Holder by, int minute) {
    holdings.told(holding, minute);
    holders.tell(by);
  }

  /** The holder of a holding. */
  Holders.Known holderOf(int holding) {
    return holders.at(holdings.holder(holding));
  }

  /** What is known of the one that is told of; null if nothing is. */
  Holders.Known known(Holder told) {
    return holders.find(told);
  }

  /** All that is known of a GUID. */
  List<Holders.Known> known(Guid servent) {
    return holders.find(servent);
  }

  /** True if somebody has said within so many minutes that a holding is there. */
  boolean fresh(int holding, int minute, int minutes) {
    return holdings.toldWithin(holding, minute, minutes)
        || holderOf(holding).confirmedWithin(minute, minutes);
  }

  /** Minutes since somebody has said that a holding is there. */
  int age(int holding, int minute) {
    return holderOf(holding).age(minute, holdings.age(holding, minute));
  }

  /** Files learnt and members that have left so far. */
  long changes() {
    return locked(reading(), () -> learnt + holders.left());
  }

  /** The member of that GUID; null if there is none. */
  Holders.Known member(Guid servent) {
    return holders.member(servent);
  }

  /** From here on nothing of these members is answered, and of others it is again. */
  void doubt(Set<Guid> members) {
    doubted = Set.copyOf(members);
  }

  /** True if nothing of a member is to be answered or passed on: see {@link Doubts}. */
  public boolean isDoubted(Guid servent) {
    return doubted.contains(servent);
  }

  /** How many members are doubted. */
  public int doubted() {
    return doubted.size();
  }

  /** A hash of a holding's name. */
  long nameHash(int holding) {
    int body = holdings.body(holding);
    return PackedRecord.nameHash(bodies.array(body), bodies.at(body));
  }

  /** A hash of a holding's SHA-1. */
  long contentHash(int holding) {
    int body = holdings.body(holding);
    return PackedRecord.contentHash(bodies.array(body), bodies.at(body));
  }

  /**
   * True if a holding is an answer.
   *
   * @param sign of the question
   * @param sha1 that it asks by; null if it asks by words
   */
  boolean matches(int holding, Question question, int sign, byte[] sha1) {
    int body = holdings.body(holding);
    return (bodies.sign(body) & sign) == sign
        && question.matches(bodies.array(body), bodies.at(body), sha1);
  }

  /** By what a holding is found. */
  int[] keys(int holding) {
    byte[] b = bodies.array(holdings.body(holding));
    int at = bodies.at(holdings.body(holding));
    int name = PackedRecord.nameLength(b, at);
    int[] words = NameWords.hashes(b, at + PackedRecord.NAME, name, PackedRecord.ascii(b, at));
    int[] keys = Arrays.copyOf(words, words.length + 1);
    keys[words.length] = PackedRecord.urnHash(b, at);
    return keys;
  }

  /** The record of a holding, as it came. */
  byte[] record(int holding) {
    int body = holdings.body(holding);
    return PackedRecord.unpack(
        bodies.array(body), bodies.at(body), bodies.length(body), holdings.index(holding));
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
        () -> {
          Holders.Known known = holders.member(servent);
          return known != null && holders.leave(known, avp);
        });
  }

  /**
   * From here on nothing of a GUID is answered, whoever has told it; each region of the node is to
   * {@link RegionHoldings#remove} it then.
   *
   * @return false if nothing is known of it
   */
  public boolean leave(Guid servent) {
    return locked(
        writing(),
        () -> {
          holders.find(servent).forEach(holders::leave);
          return !holders.find(servent).isEmpty();
        });
  }

  /** A virtual peer has died: the same for all its members. Returns those that nobody holds now. */
  public List<Guid> leave(AvpId avp) {
    return locked(
        writing(),
        () ->
            holders
                .all()
                .filter(known -> known.holder().via().contains(avp))
                .filter(known -> holders.leave(known, avp))
                .map(known -> known.holder().servent())
                .toList());
  }

  /** A member is there and its query table has not changed: all its files count as confirmed. */
  public void confirm(Guid servent, long nowMillis) {
    locked(
        writing(),
        () -> {
          Holders.Known known = holders.member(servent);
          if (known != null) {
            known.confirm(minute(nowMillis));
          }
          return known;
        });
  }

  /** True if the member is known and has not left: something of it may be answered. */
  public boolean alive(Guid servent) {
    return locked(
        reading(),
        () -> {
          Holders.Known known = holders.member(servent);
          return known != null && !known.gone();
        });
  }

  /** Everything that is known of a member, at most so many records. */
  public Optional<Offer> of(Guid servent, int limit) {
    return offer(servent, limit, holding -> true);
  }

  /** What may be answered of a member without a question. */
  Optional<Offer> fresh(Guid servent, int minutes, long nowMillis) {
    int minute = minute(nowMillis);
    return offer(
        servent,
        MAX_PER_HOLDER,
        holding -> !holderOf(holding).gone() && fresh(holding, minute, minutes));
  }

  private Optional<Offer> offer(Guid servent, int limit, IntPredicate which) {
    return locked(
        reading(),
        () ->
            Optional.ofNullable(holders.member(servent))
                .map(
                    known ->
                        new Offer(
                            known.holder(),
                            IntStream.range(0, known.count())
                                .map(known::holding)
                                .filter(which)
                                .limit(limit)
                                .mapToObj(this::record)
                                .toList())));
  }

  /** Holders of a source. */
  public List<Guid> of(long source) {
    return guids(known -> known.holder().source() == source);
  }

  /** All that is known of everybody. */
  Stream<Holders.Known> all() {
    return holders.all();
  }

  /** All holders. */
  List<Guid> holders() {
    return guids(known -> true);
  }

  private List<Guid> guids(Predicate<Holders.Known> which) {
    return locked(
        reading(),
        () -> holders.all().filter(which).map(known -> known.holder().servent()).toList());
  }

  /** What is kept at this moment. */
  public Gauges gauges() {
    return locked(
        reading(),
        () -> new Gauges(holders.size(), holdings.size(), bodies.size(), bytes(), refused));
  }

  private long bytes() {
    return bodies.bytes() + holders.bytes() + holdings.bytes();
  }

  private static <T> T locked(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
