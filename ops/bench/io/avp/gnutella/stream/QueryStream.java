package io.avp.gnutella.stream;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.ops.workload.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Queries one after the other, as they come: random ids, words that recur. */
final class QueryStream {
  /** Length of each. */
  static final int LENGTH = 63;

  private static final int WORDS = 1000;
  private static final int TEXT = Header.BYTES + 2;

  private QueryStream() {}

  /** So many of them. */
  static byte[] of(int frames) {
    SplittableRandom random = new SplittableRandom(1);
    Vocabulary vocabulary = new Vocabulary(random, WORDS);
    byte[] stream = new byte[frames * LENGTH];
    for (int at = 0; at < stream.length; at += LENGTH) {
      Guid id = Guid.modern(random.nextLong(), random.nextLong());
      Header.write(stream, at, id, DescriptorType.QUERY, 3, 1, LENGTH - Header.BYTES);
      byte[] text = vocabulary.name(random, 8).getBytes(StandardCharsets.US_ASCII);
      // Eight words are longer than the rest of the frame, whose last byte ends the text.
      System.arraycopy(text, 0, stream, at + TEXT, LENGTH - TEXT - 1);
    }
    return stream;
  }
}
