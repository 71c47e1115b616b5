package io.avp.actor;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.AvpId;
import io.avp.vcc.cache.FileRecord;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.HoldingLimits;
import io.avp.vcc.cache.LearntHit;
import io.avp.vcc.cache.Offer;
import io.avp.vcc.cache.Push;
import io.avp.vcc.cache.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A question that members are being asked, and what they have said of themselves so far. */
final class WatchedQuestion {
  /** Records of one answer that are kept at most, in bytes. */
  private static final int MOST_BYTES = 48 << 10;

  /** Records of one address that are kept at most: of a liar, no more than that. */
  private static final int MOST_OF_ONE = HoldingLimits.STANDARD.answerFloor();

  final int region;
  final long sinceNanos;
  final List<Offer> offers = new ArrayList<>();

  /** Virtual peers that have to be asked each time. */
  final Set<String> again = new TreeSet<>();

  private final byte[] frame;
  private int bytes;
  private int life;
  private long lookedUp;

  /** Others know what has come so far. */
  boolean told;

  WatchedQuestion(byte[] frame, int region, long sinceNanos) {
    this.frame = frame;
    this.region = region;
    this.sinceNanos = sinceNanos;
  }

  /** Its region has said whom to ask, and that nobody knows it all. */
  void asked(Named named) {
    life = named.life();
    lookedUp = named.lookedUp();
  }

  /** True if its region has said so. */
  boolean isAsked() {
    return lookedUp != 0;
  }

  /** Of the records that are kept. */
  int bytes() {
    return bytes;
  }

  /**
   * Keeps the records of a hit.
   *
   * @param home virtual peer of the member that it is of
   * @param room bytes that may be kept
   * @return false if not all of it can be kept; then nothing of it is
   */
  boolean learn(String home, byte[] b, int at, int length, long room) {
    try {
      LearntHit hit = LearntHit.read(b, at + Header.BYTES, length - Header.BYTES);
      Question question =
          Question.of(Query.decode(frame, Header.BYTES, frame.length - Header.BYTES)).orElse(null);
      List<byte[]> records = hit.records().stream().map(FileRecord::raw).toList();
      int more = records.stream().mapToInt(record -> record.length).sum();
      long source = hit.address().ip();
      if (question == null
          || hit.unusable() > 0
          || bytes + more > MOST_BYTES
          || more > room
          || of(source) + records.size() > MOST_OF_ONE
          || !hit.records().stream().allMatch(question::matches)) {
        return false;
      }
      if (!records.isEmpty()) {
        bytes += more;
        offers.add(
            new Offer(
                hit.holder(Push.UNKNOWN, List.of(new AvpId(home)), Holder.FAR, source), records));
      }
      return true;
    } catch (MalformedException e) {
      return false; // it passes as any other; nobody learns from it
    }
  }

  /** Records of an address. */
  private int of(long source) {
    return offers.stream()
        .filter(offer -> offer.holder().source() == source)
        .mapToInt(offer -> offer.records().size())
        .sum();
  }

  /** What others may be told. */
  HeardAnswer answer() {
    return new HeardAnswer(
        region,
        life,
        lookedUp,
        Arrays.copyOfRange(frame, Header.BYTES, frame.length),
        offers.stream()
            .filter(offer -> !again.contains(offer.holder().via().get(0).value()))
            .toList(),
        again.stream().map(AvpId::new).toList());
  }
}
