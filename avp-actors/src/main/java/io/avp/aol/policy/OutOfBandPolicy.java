package io.avp.aol.policy;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;

/**
 * Whom the answers to a query may be sent to by UDP: only to the leaf that asks, never to a third
 * party that it names (fact sheet, sections 4.3 and 4.5). Such a query goes on as an ordinary one,
 * because servents behind address translation do not always know how they are seen.
 *
 * <p>Reads and patches a whole frame in place; never allocates.
 */
public final class OutOfBandPolicy {
  private static final int FLAG = Query.OUT_OF_BAND >>> 8;

  private OutOfBandPolicy() {}

  /**
   * True if a query asks for answers by UDP to another address than its sender's.
   *
   * @param remoteIp where the leaf is connected from
   */
  public static boolean isForged(byte[] bytes, int frame, int remoteIp) {
    return (bytes[frame + Header.BYTES] & FLAG) != 0
        && (int) (Guid.highAt(bytes, frame) >>> 32) != remoteIp;
  }

  /** Takes the wish for answers by UDP out of a query. */
  public static void clear(byte[] bytes, int frame) {
    bytes[frame + Header.BYTES] &= ~FLAG;
  }
}
