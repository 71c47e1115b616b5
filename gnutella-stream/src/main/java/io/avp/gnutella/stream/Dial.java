package io.avp.gnutella.stream;

import io.avp.gnutella.wire.Guid;

/** Why we dial. */
sealed interface Dial {
  /** For a Gnutella relation. */
  record Relate() implements Dial {}

  /**
   * For an answer to a push.
   *
   * @param line the GIV line with its line ends
   */
  record Give(String line) implements Dial {}

  /**
   * For a trunk.
   *
   * @param key that the other side awaits
   * @param answer that it gives
   * @param queueBytes what may wait on it
   */
  record Trunk(Guid key, Guid answer, int queueBytes) implements Dial {}

  /** To prove that the other side can be reached; the bytes are written, then we close. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Probe(byte[] bytes) implements Dial {}
}
