package io.avp.actor;

import io.avp.gnutella.message.Query;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.MalformedException;
import io.avp.vcc.monitor.HotWords;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The words by which most questions find a region. Touched only in the region's turn. */
final class RegionWords {
  /** Words of one region: with 256 regions 8,192 of the whole cluster. */
  static final int CAPACITY = 32;

  /** Longer ones are cut, in characters: nobody may fill memory with them. */
  private static final int MAX_TEXT = 64;

  private static final long HALVE_NANOS = TimeUnit.HOURS.toNanos(1);

  private final HotWords words = new HotWords(CAPACITY);
  private long halvedNanos;

  RegionWords(long nowNanos) {
    halvedNanos = nowNanos;
  }

  /** Questions came. */
  void count(QueryRegion.Questions questions, long nowNanos) {
    if (nowNanos - halvedNanos >= HALVE_NANOS) {
      halvedNanos = nowNanos;
      words.halve();
    }
    byte[] b = questions.queries();
    int at = 0;
    for (int hash : questions.hashes()) {
      int length = at < b.length ? b[at] & 0xff | (b[at + 1] & 0xff) << 8 : 0;
      int from = at + 2;
      words.count(hash, () -> text(b, from, length, hash));
      at = from + length;
    }
  }

  /** Empty if the query is not told, asks by SHA-1, or cannot be read. */
  private static String text(byte[] b, int at, int length, int hash) {
    try {
      return length == 0
          ? ""
          : QueryWords.forLookup(Query.decode(b, at, length).text()).stream()
              .filter(word -> QrpHash.hash(word) == hash)
              .map(word -> word.substring(0, Math.min(MAX_TEXT, word.length())))
              .findFirst()
              .orElse("");
    } catch (MalformedException e) {
      return "";
    }
  }

  /** Words now. */
  int size() {
    return words.size();
  }

  /** The words. */
  List<HotWords.Entry> entries() {
    return words.entries();
  }
}
