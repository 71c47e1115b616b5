package io.avp.aol.routing;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.qrp.QrpHash;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import io.avp.model.DropReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What of a query is looked up in query tables, read in place: one reused cursor, no object per
 * query as long as its text is ASCII (fact sheet, sections 4.1, 4.2 and 4.7).
 *
 * <p>Words of fewer than three bytes are not looked up; of more than {@link #MAX_WORDS} words the
 * first ones count. Not safe for several threads.
 */
public final class QueryTerms {
  /** Most words of one query that are looked up. */
  public static final int MAX_WORDS = 32;

  private static final int FLAGS = 2;
  private static final int SEPARATOR = 0x1c;

  private static final byte[] URN_SHA1 = "urn:sha1:".getBytes(StandardCharsets.US_ASCII);
  private static final int URN_LENGTH = URN_SHA1.length + 32;

  private final int[] hashes = new int[MAX_WORDS];
  private final int[] lengths = new int[MAX_WORDS];
  private final boolean[] numbers = new boolean[MAX_WORDS];
  private int count;
  private boolean hasUrn;
  private int urnHash;
  private boolean whatsNew;
  private byte[] bytes = {};
  private int textFrom;
  private int textTo;

  /**
   * Reads a whole frame; what it said before is forgotten.
   *
   * @return null if it can be searched for, else {@link DropReason#MALFORMED} or {@link
   *     DropReason#NO_WORDS}
   */
  public DropReason read(byte[] b, int frame, int length) {
    count = 0;
    hasUrn = false;
    whatsNew = false;
    bytes = b;
    int at = frame + Header.BYTES;
    int end = frame + length;
    if (end - at <= FLAGS || (b[at] | b[at + 1]) == 0) {
      return DropReason.MALFORMED;
    }
    textFrom = at + FLAGS;
    textTo = asciiWords(b, textFrom, end);
    if (textTo == end) {
      return DropReason.MALFORMED;
    }
    if ((b[textTo] != 0 && !otherWords(end)) || !extensions(b, textTo + 1, end)) {
      return DropReason.MALFORMED;
    }
    return count == 0 && !hasUrn && !whatsNew ? DropReason.NO_WORDS : null;
  }

  /** Hashes words up to the NUL; stops at the first byte that is not ASCII. Returns where. */
  private int asciiWords(byte[] b, int from, int end) {
    int i = from;
    while (i < end) {
      long eight = AsciiWord.load(b, i, end);
      long lower = AsciiWord.lower(eight);
      long letters = AsciiWord.letters(lower);
      long inWord = AsciiWord.inWord(eight, letters);
      long folded = 0;
      long anyLetter = 0;
      int begin = i;
      // Eight characters at a time: most words are read in one or two steps.
      while (inWord == AsciiWord.ALL) {
        folded ^= lower;
        anyLetter |= letters;
        i += Long.BYTES;
        eight = AsciiWord.load(b, i, end);
        lower = AsciiWord.lower(eight);
        letters = AsciiWord.letters(lower);
        inWord = AsciiWord.inWord(eight, letters);
      }
      int rest = AsciiWord.length(inWord);
      folded ^= AsciiWord.first(lower, rest);
      anyLetter |= AsciiWord.first(letters, rest);
      i += rest;
      if (i - begin >= QueryWords.MIN_LOOKUP_BYTES && count < MAX_WORDS) {
        int hash = QrpHash.ofFolded((int) folded ^ (int) (folded >>> Integer.SIZE));
        add(hash, i - begin, anyLetter == 0);
      }
      if (i >= end || b[i] <= 0) {
        return i;
      }
      i++;
    }
    return end;
  }

  private boolean otherWords(int end) {
    int nul = textFrom;
    while (nul < end && bytes[nul] != 0) {
      nul++;
    }
    textTo = nul;
    count = 0;
    if (nul == end) {
      return false;
    }
    try {
      String text = WireReader.utf8(Arrays.copyOfRange(bytes, textFrom, textTo), textFrom);
      for (String word : QueryWords.forLookup(text)) {
        if (count < MAX_WORDS) {
          add(QrpHash.hash(word), word.length(), word.chars().allMatch(QueryTerms::isDigit));
        }
      }
      return true;
    } catch (MalformedException e) {
      return false;
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private void add(int hash, int letters, boolean number) {
    hashes[count] = hash;
    lengths[count] = letters;
    numbers[count++] = number;
  }

  private boolean extensions(byte[] b, int from, int until) {
    int end = until > from && b[until - 1] == 0 ? until - 1 : until;
    int at = from;
    while (at < end) {
      if (b[at] == Ggep.MAGIC) {
        return ggep(b, at + 1, end);
      }
      int next = at;
      while (next < end && b[next] != SEPARATOR && b[next] != 0) {
        next++;
      }
      if (next == at || !extension(b, at, next)) {
        return false;
      }
      at = next + 1;
    }
    return true;
  }

  private boolean extension(byte[] b, int from, int to) {
    for (int i = 0; i < URN_SHA1.length; i++) {
      if (from + i >= to || !isInAnyCase(b[from + i], URN_SHA1[i])) {
        return true;
      }
    }
    if (to - from != URN_LENGTH) {
      return false;
    }
    for (int i = from + URN_SHA1.length; i < to; i++) {
      if (!isBase32(b[i])) {
        return false;
      }
    }
    hasUrn = true;
    urnHash = QrpHash.hashAscii(b, from, to);
    return true;
  }

  private static boolean isInAnyCase(byte c, byte lower) {
    return c == lower || (lower >= 'a' && lower <= 'z' && (c | 0x20) == lower);
  }

  private static boolean isBase32(byte c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
  }

  /** Walks over a block; only What's New matters to routing. */
  private boolean ggep(byte[] b, int from, int end) {
    int at = from;
    while (at < end) {
      int flags = b[at++];
      int id = at;
      int idLength = flags & 0xf;
      at += idLength;
      int length = 0;
      int part = 0x80;
      for (int i = 0; i < 3 && (part & 0xc0) == 0x80 && at < end; i++) {
        part = b[at++];
        length = length << 6 | part & 0x3f;
      }
      if (idLength == 0 || (flags & 0x10) != 0 || (part & 0xc0) != 0x40 || end - at < length) {
        return false;
      }
      whatsNew |= idLength == 2 && b[id] == 'W' && b[id + 1] == 'H' && length == 1 && b[at] == 1;
      at += length;
      if ((flags & 0x80) != 0) {
        return true;
      }
    }
    return false;
  }

  /** True for the request for the newest files, which no table can answer. */
  public boolean isWhatsNew() {
    return whatsNew;
  }

  /** Number of words that are looked up. */
  public int words() {
    return count;
  }

  /** True if a table has all words; false if there are none. */
  public boolean matchesWords(QrpTable table) {
    return table.matches(hashes, count);
  }

  /** True if a table has the URN; false if there is none. */
  public boolean matchesUrn(QrpTable table) {
    return hasUrn && table.contains(urnHash);
  }

  /**
   * The hash of the i-th word, or of the URN behind the last word: one that a matching table must
   * have.
   *
   * @param i 0 to {@link #words} - 1, or {@link #words} if {@link #hasUrn}
   */
  public int hash(int i) {
    return i < count ? hashes[i] : urnHash;
  }

  /** Characters of the i-th word, 0 to {@link #words} - 1. */
  public int length(int i) {
    return lengths[i];
  }

  /** True if the i-th word has only digits. */
  public boolean isNumber(int i) {
    return numbers[i];
  }

  /** True if the query names a SHA-1. */
  public boolean hasUrn() {
    return hasUrn;
  }
}
