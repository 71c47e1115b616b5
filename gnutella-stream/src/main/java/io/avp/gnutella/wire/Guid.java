package io.avp.gnutella.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Sixteen bytes that name a message (MUID) or a servent.
 *
 * @param high bytes 0-7 as a big-endian number
 * @param low bytes 8-15 as a big-endian number
 */
public record Guid(long high, long low) {
  /** Length on the wire, in bytes. */
  public static final int BYTES = 16;

  /** All zero: not a valid servent identity. */
  public static final Guid BLANK = new Guid(0, 0);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /**
   * Reads sixteen bytes.
   *
   * @throws IndexOutOfBoundsException if fewer than sixteen bytes lie at {@code offset}
   */
  public static Guid read(byte[] bytes, int offset) {
    return new Guid(highAt(bytes, offset), lowAt(bytes, offset));
  }

  /** Bytes 0-7 of the GUID at {@code offset}, for callers that must not allocate. */
  public static long highAt(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /** Bytes 8-15 of the GUID at {@code offset}, for callers that must not allocate. */
  public static long lowAt(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset + Long.BYTES);
  }

  /**
   * Makes a GUID of the modern convention (byte 8 = 0xff, byte 15 = 0x00) out of 128 random bits.
   *
   * @param randomHigh must be unpredictable: a message id is also the secret of out-of-band results
   * @param randomLow likewise
   */
  public static Guid modern(long randomHigh, long randomLow) {
    return new Guid(randomHigh, (randomLow | 0xff00_0000_0000_0000L) & ~0xffL);
  }

  /**
   * Reads 32 hexadecimal digits of either case.
   *
   * @throws IllegalArgumentException if {@code hex} is anything else
   */
  public static Guid parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a GUID has 32 hexadecimal digits, not " + hex.length());
    }
    return read(bytes, 0);
  }

  /** Writes sixteen bytes at {@code offset}. */
  public void write(byte[] bytes, int offset) {
    LONG.set(bytes, offset, high);
    LONG.set(bytes, offset + Long.BYTES, low);
  }

  /** True for {@link #BLANK}. */
  public boolean isBlank() {
    return (high | low) == 0;
  }

  /** 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
