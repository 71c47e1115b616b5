package io.avp.gnutella.message;

/**
 * The one table of descriptors: function code, limits and place in a full send queue.
 *
 * <p>Codes and limits: fact sheet of the protocol, section 2.1; drop order: the project's design,
 * section 6.
 */
public enum DescriptorType {
  PING(0x00, 0, 40_960, 0),
  PONG(0x01, 14, 40_960, 1),
  QUERY(0x80, 3, 1_024, 2),
  PUSH(0x40, 26, 40_960, 3),
  QUERY_HIT(0x81, 26, 65_535, 4),
  /** Query routing table: reset or patch. */
  QRP(0x30, 1, 40_960, 5),
  VENDOR(0x31, 8, 40_960, 5),
  /** Same payload as {@link #VENDOR}. */
  STANDARD_VENDOR(0x32, 8, 40_960, 5),
  BYE(0x02, 0, 4_096, 5),
  /** Horizon size estimation; consumed, never relayed. */
  HSEP(0xcd, 0, 40_960, 5),
  /** Reliable UDP between firewalled peers: ignored. */
  RUDP(0x41, 0, 40_960, 0),
  /** Kademlia datagrams: ignored. */
  DHT(0x44, 0, 40_960, 0),
  /** Any other function code: skipped and counted. */
  UNKNOWN(-1, 0, 65_535, 0);

  private static final DescriptorType[] BY_CODE = new DescriptorType[256];

  static {
    java.util.Arrays.fill(BY_CODE, UNKNOWN);
    for (DescriptorType type : values()) {
      if (type.code >= 0) {
        BY_CODE[type.code] = type;
      }
    }
  }

  private final int code;
  private final int minPayload;
  private final int maxPayload;
  private final int priority;

  DescriptorType(int code, int minPayload, int maxPayload, int priority) {
    this.code = code;
    this.minPayload = minPayload;
    this.maxPayload = maxPayload;
    this.priority = priority;
  }

  /**
   * The type of a function byte; {@link #UNKNOWN} if the table does not have it. Never allocates.
   */
  public static DescriptorType of(byte function) {
    return BY_CODE[function & 0xff];
  }

  /** The function byte, 0 to 255; -1 for {@link #UNKNOWN}. */
  public int code() {
    return code;
  }

  /** Smallest payload that can be decoded, in bytes. */
  public int minPayload() {
    return minPayload;
  }

  /** Largest payload that is read, in bytes; a connection that announces more is closed. */
  public int maxPayload() {
    return maxPayload;
  }

  /** Place in a full send queue: 0 is dropped first, 5 (control) last. */
  public int priority() {
    return priority;
  }
}
