package io.avp.actor;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.WireWriter;
import java.util.Arrays;

/** Questions for one region since the last flush; with the queries themselves, or with none. */
final class RegionBatch {
  private int[] questions = new int[8];
  private int[] hashes = new int[8];
  private final boolean queried;
  private final WireWriter queries;
  private int size;
  private long frameBytes;

  RegionBatch(boolean queried) {
    this.queried = queried;
    queries = new WireWriter(queried ? 512 : 0);
  }

  /** One more. */
  void add(int question, int hash, byte[] frame) {
    if (size == questions.length) {
      questions = Arrays.copyOf(questions, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    questions[size] = question;
    hashes[size++] = hash;
    frameBytes += frame.length;
    if (queried) {
      queries.u16(frame.length - Header.BYTES);
      queries.bytes(frame, Header.BYTES, frame.length - Header.BYTES);
    }
  }

  /** Questions in it. */
  int size() {
    return size;
  }

  /** Length of the queries in it as descriptors, told or not. */
  long frameBytes() {
    return frameBytes;
  }

  /** Bytes of the queries that are told. */
  int queryBytes() {
    return queries.size();
  }

  /**
   * As it is asked.
   *
   * @param led as {@link QueryRegion.Questions} has it
   */
  QueryRegion.Questions questions(int region, boolean led) {
    return new QueryRegion.Questions(
        region,
        Arrays.copyOf(questions, size),
        Arrays.copyOf(hashes, size),
        queries.toByteArray(),
        led);
  }
}
