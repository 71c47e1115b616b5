package io.avp.gnutella.stream;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import java.util.SplittableRandom;

/** Queries one after the other, as they come: random ids, words that recur. */
final class QueryStream {
  /** Length of each. */
  static final int LENGTH = 63;

  private static final int WORDS = 1000;
  private static final int LETTERS = 6;
  private static final int TEXT = Header.BYTES + 2;

  private QueryStream() {}

  /** So many of them. */
  static byte[] of(int frames) {
    SplittableRandom random = new SplittableRandom(1);
    byte[][] words = new byte[WORDS][LETTERS];
    for (byte[] word : words) {
      for (int i = 0; i < LETTERS; i++) {
        word[i] = (byte) random.nextInt('a', 'z' + 1);
      }
    }
    byte[] stream = new byte[frames * LENGTH];
    for (int at = 0; at < stream.length; at += LENGTH) {
      Guid id = Guid.modern(random.nextLong(), random.nextLong());
      Header.write(stream, at, id, DescriptorType.QUERY, 3, 1, LENGTH - Header.BYTES);
      // Words and blanks up to the last byte, which ends the text.
      for (int to = at + TEXT; to + LETTERS < at + LENGTH; to += LETTERS + 1) {
        System.arraycopy(words[random.nextInt(WORDS)], 0, stream, to, LETTERS);
        if (to + 2 * LETTERS + 1 < at + LENGTH) {
          stream[to + LETTERS] = ' ';
        }
      }
    }
    return stream;
  }
}
