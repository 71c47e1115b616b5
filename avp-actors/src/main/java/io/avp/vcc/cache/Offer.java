package io.avp.vcc.cache;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one holder has for a question.
 *
 * @param holder who has it
 * @param records verbatim, each with its SHA-1: index (4), size (4), name, NUL, extensions, NUL
 */
public record Offer(Holder holder, List<byte[]> records) {
  public Offer {
    records = List.copyOf(records);
  }

  /** These and more records of the same holder. */
  Offer and(Offer more) {
    return new Offer(holder, Stream.concat(records.stream(), more.records.stream()).toList());
  }

  /** Heap that it takes, in bytes; an estimate. */
  int bytes() {
    int bytes = 48 + holder.bytes();
    for (byte[] record : records) {
      bytes += 24 + record.length;
    }
    return bytes;
  }
}
