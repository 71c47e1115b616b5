package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;

/**
 * What an owner holds of a Gnutella connection; the socket stays with its I/O shard.
 *
 * <p>Instances are compared by identity. All methods may be called from any thread.
 */
public interface Connection {
  /** Unique in this process, never used again. */
  long id();

  /** Index of the I/O shard that owns the socket. */
  int shard();

  /**
   * A small index, unique among the living connections of {@link #shard()}, for arrays; used again
   * after the end.
   */
  int slot();

  /** The other end of the socket. */
  HostAddress remote();

  /** What the handshake found out; null if it is a trunk. */
  Relation relation();

  /**
   * The key that both sides of a trunk know; null if this is no trunk. A trunk carries descriptors
   * between two owners that know of each other by other means: no handshake, no Bye, nothing
   * compressed.
   */
  default Guid trunk() {
    return null;
  }

  /** The account as published last: at most a second old while bytes move, final after the end. */
  ConnectionSnapshot snapshot();
}
