package io.avp.ops.sim;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of numbers in their order. Not safe for several threads. */
final class RunDigest {
  private static final int ROOM = 1 << 13;

  private final MessageDigest digest;
  private final ByteBuffer waiting = ByteBuffer.allocate(ROOM);

  RunDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Adds numbers. */
  void add(long... numbers) {
    for (long number : numbers) {
      if (waiting.remaining() < Long.BYTES) {
        flush();
      }
      waiting.putLong(number);
    }
  }

  /** Adds what another one has made of many numbers. */
  void add(String hex) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    while (bytes.hasRemaining()) {
      add(bytes.getLong());
    }
  }

  private void flush() {
    digest.update(waiting.flip());
    waiting.clear();
  }

  /** Of all that was added, as hexadecimal digits; it begins anew then. */
  String hex() {
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }
}
