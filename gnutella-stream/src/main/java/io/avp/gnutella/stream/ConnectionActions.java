package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;

/**
 * What {@link Inbound} and {@link ByteBridge} ask of their socket, from any thread; each takes
 * effect later, in the order of the calls.
 */
interface ConnectionActions {
  /** The other end. */
  HostAddress remote();

  /**
   * Writes bytes that are no frames.
   *
   * @param then runs on the selector thread when the socket has taken all of them; not at all if
   *     the connection ends before
   */
  void write(byte[] bytes, Runnable then);

  /** The handshake ended well: frames both ways from here on. */
  void established(Relation relation);

  /**
   * It is a trunk: frames both ways from here on.
   *
   * @param queueBytes what may wait
   */
  void trunked(Guid key, int queueBytes);

  /**
   * The bytes go to a byte bridge from here on.
   *
   * @param served true if requests come and we answer them, false if we ask
   */
  void bridged(boolean served);

  /** Reads, or does not read, on behalf of the byte bridge. */
  void read(boolean wanted);

  /** Ends the connection; the first reason counts. */
  void close(CloseReason reason, String detail);
}
