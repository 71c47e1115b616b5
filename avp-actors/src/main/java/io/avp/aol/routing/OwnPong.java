package io.avp.aol.routing;

import io.avp.gnutella.wire.HostAddress;

/**
 * What a virtual peer says in a pong about itself.
 *
 * @param address where it can be dialled
 * @param files files of its members
 * @param kib their size in KiB, made the ultrapeer mark: a power of two from 8
 * @param freeLeafSlots 0 to 255
 * @param freeUltrapeerSlots 0 to 255
 * @param dailyUptimeSeconds average uptime per day, 0 to 86,400
 */
public record OwnPong(
    HostAddress address,
    long files,
    long kib,
    int freeLeafSlots,
    int freeUltrapeerSlots,
    int dailyUptimeSeconds) {
  private static final long MAX_FILES = 10_000_000;
  private static final int DAY = 86_400;

  /** Brings every number into its range; receivers drop pongs with more than 10,000,000 files. */
  public OwnPong {
    files = Math.min(Math.max(files, 0), MAX_FILES);
    kib = Long.highestOneBit(Math.min(Math.max(kib, 8), 1L << 31));
    freeLeafSlots = Math.min(Math.max(freeLeafSlots, 0), 255);
    freeUltrapeerSlots = Math.min(Math.max(freeUltrapeerSlots, 0), 255);
    dailyUptimeSeconds = Math.min(Math.max(dailyUptimeSeconds, 0), DAY);
  }

  /**
   * Payload of the GGEP extension {@code UP}: version 0.1, free leaf slots, free ultrapeer slots.
   */
  public byte[] up() {
    return new byte[] {1, (byte) freeLeafSlots, (byte) freeUltrapeerSlots};
  }

  /**
   * Payload of the GGEP extension {@code DU}: the uptime in as few little-endian bytes as it needs.
   */
  public byte[] du() {
    int length =
        Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(dailyUptimeSeconds) + 7) / 8);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (dailyUptimeSeconds >>> (8 * i));
    }
    return bytes;
  }
}
