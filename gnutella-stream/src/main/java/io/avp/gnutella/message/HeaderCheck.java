package io.avp.gnutella.message;

/**
 * What a header alone says about what may be done with a frame (fact sheet, sections 2.1 and 2.2).
 * Never allocates.
 */
public final class HeaderCheck {
  /** A frame with a larger sum of TTL and hops is handled here and never relayed. */
  public static final int HARD_TTL = 15;

  /** The outcome. */
  public enum Verdict {
    /** Handle it. */
    ACCEPT,
    /** The stream is out of step: close without reading the payload. */
    CLOSE_SIZE,
    /** A query so large that its sender is told to go. */
    CLOSE_QUERY_SIZE,
    /** A leaf sent on what another servent asked. */
    CLOSE_LEAF_RELAYED,
    /** Between neighbours only, yet it has travelled or shall travel. */
    DROP_TRAVELLED,
    /** A function that is not known, or not spoken over TCP. */
    DROP_FUNCTION,
    /** Too short to be what it says. */
    DROP_SHORT,
    /** A query of more than 256 bytes: neither answered nor relayed. */
    DROP_QUERY_SIZE,
    /** TTL and hops are beyond the hard limit: answer it, do not relay it. */
    LOCAL_ONLY
  }

  private HeaderCheck() {}

  /**
   * Judges a frame that came over TCP.
   *
   * @param fromLeaf true if its sender is a leaf
   */
  public static Verdict overTcp(byte[] bytes, int frame, boolean fromLeaf) {
    DescriptorType type = Header.type(bytes, frame);
    int size = Header.payloadLength(bytes, frame);
    int ttl = Header.ttl(bytes, frame);
    int hops = Header.hops(bytes, frame);
    if (size < 0 || size > type.maxPayload()) {
      return type == DescriptorType.QUERY && size > 0 && size <= 0xffff
          ? Verdict.CLOSE_QUERY_SIZE
          : Verdict.CLOSE_SIZE;
    }
    return switch (type) {
      case UNKNOWN, RUDP, DHT -> Verdict.DROP_FUNCTION;
      case BYE, QRP, VENDOR, STANDARD_VENDOR, HSEP ->
          hops != 0 || ttl > 1 ? Verdict.DROP_TRAVELLED : shortOrFine(type, size);
      case QUERY -> query(size, ttl, hops, fromLeaf);
      default ->
          ttl + hops > HARD_TTL && size >= type.minPayload()
              ? Verdict.LOCAL_ONLY
              : shortOrFine(type, size);
    };
  }

  private static Verdict query(int size, int ttl, int hops, boolean fromLeaf) {
    if (fromLeaf && hops > 0) {
      return Verdict.CLOSE_LEAF_RELAYED;
    }
    if (size > Query.MAX_RELAYED) {
      return Verdict.DROP_QUERY_SIZE;
    }
    return ttl + hops > HARD_TTL ? Verdict.LOCAL_ONLY : shortOrFine(DescriptorType.QUERY, size);
  }

  private static Verdict shortOrFine(DescriptorType type, int size) {
    return size < type.minPayload() ? Verdict.DROP_SHORT : Verdict.ACCEPT;
  }
}
