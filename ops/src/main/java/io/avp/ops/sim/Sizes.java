package io.avp.ops.sim;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How long descriptors are, in bytes with their header, without TCP and IP. */
final class Sizes {
  /** Index, size, two NULs, and a URN of SHA-1. */
  private static final int RECORD = 4 + 4 + 1 + 41 + 1;

  /** Header; count, address, speed; vendor, flags and their lengths; GUID. */
  private static final int HIT = 23 + 11 + 7 + 1 + 16;

  /** What a question to another node has beside its text, and what an answer has. */
  static final int BETWEEN = 64;

  private Sizes() {}

  /** A query. */
  static byte[] queryFrame(Question question, int ttl) {
    Guid id = Guid.modern(Streams.mix(question.number()), Streams.mix(-1L - question.number()));
    return Query.of(Query.MARKED, question.text(), List.of(), Ggep.NONE).frame(id, ttl, 0);
  }

  /** A hit with records of that length. */
  static int hit(int records) {
    return HIT + records;
  }

  /** The record of a file in a hit. */
  static int record(Catalogue catalogue, int file) {
    return RECORD + catalogue.name(file).length();
  }

  /** The same, written. */
  static byte[] recordBytes(Catalogue catalogue, int file) {
    HitRecord record =
        HitRecord.of(file, Catalogue.FILE_SIZE, catalogue.name(file), catalogue.sha1(file));
    return new WireWriter(128)
        .u32(record.index())
        .u32(record.sizeField())
        .bytes(record.name().getBytes(StandardCharsets.UTF_8))
        .u8(0)
        .bytes(record.extensionArea())
        .u8(0)
        .toByteArray();
  }
}
