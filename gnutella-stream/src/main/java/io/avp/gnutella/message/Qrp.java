package io.avp.gnutella.message;

import io.avp.gnutella.wire.Guid;

/**
 * Frames of query routing tables; what is in them is read and made by {@code io.avp.gnutella.qrp}.
 */
public final class Qrp {
  private Qrp() {}

  /** The whole descriptor around the payload of a reset or a patch. */
  public static byte[] frame(Guid id, byte[] payload) {
    return Frames.frame(id, DescriptorType.QRP, 1, 0, payload);
  }
}
