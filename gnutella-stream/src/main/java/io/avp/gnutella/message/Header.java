package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 23 bytes in front of every payload, read and patched in place.
 *
 * <p>Layout: 0 message id (16), 16 function, 17 TTL, 18 hops, 19 payload length (little-endian, 4).
 */
public final class Header {
  /** Length of a header, in bytes. */
  public static final int BYTES = 23;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Header() {}

  /** The type of the frame that starts at {@code frame}. */
  public static DescriptorType type(byte[] bytes, int frame) {
    return DescriptorType.of(bytes[frame + 16]);
  }

  /** Remaining hops, 0 to 255. */
  public static int ttl(byte[] bytes, int frame) {
    return bytes[frame + 17] & 0xff;
  }

  /** Travelled hops, 0 to 255. */
  public static int hops(byte[] bytes, int frame) {
    return bytes[frame + 18] & 0xff;
  }

  /** Length of the payload as announced; may be negative or absurd in hostile input. */
  public static int payloadLength(byte[] bytes, int frame) {
    return (int) INT.get(bytes, frame + 19);
  }

  /** Length of the whole frame, whose announced payload must have been checked. */
  public static int frameLength(byte[] bytes, int frame) {
    return BYTES + payloadLength(bytes, frame);
  }

  /** Overwrites TTL and hops. */
  public static void patch(byte[] bytes, int frame, int ttl, int hops) {
    bytes[frame + 17] = (byte) ttl;
    bytes[frame + 18] = (byte) hops;
  }

  /** Writes a whole header. */
  public static void write(
      byte[] bytes, int frame, Guid id, DescriptorType type, int ttl, int hops, int payloadLength) {
    id.write(bytes, frame);
    bytes[frame + 16] = (byte) type.code();
    patch(bytes, frame, ttl, hops);
    INT.set(bytes, frame + 19, payloadLength);
  }
}
