package io.avp.gnutella.stream;

import akka.NotUsed;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Optional;

/**
 * On whose behalf a listener and its connections work: one virtual peer, or one synthetic servent.
 *
 * <p>Called on threads of the stream or of the selector: every method returns at once and never
 * blocks.
 */
public interface Owner {
  /** Of an owner whose connections are spread over all I/O shards. */
  int ANY_SHARD = -1;

  /** Index of the I/O shard that all its connections belong to, or {@link #ANY_SHARD}. */
  default int shard() {
    return ANY_SHARD;
  }

  /** Decides in handshakes of this owner's connections. */
  HandshakePolicy handshakePolicy();

  /** Takes a batch; the owner must release it. */
  void onFrames(FrameBatch batch);

  /**
   * Takes datagrams that are whole descriptors; what is longer or shorter than its header says
   * never arrives here.
   *
   * @param datagrams in the order of arrival
   */
  void onDatagrams(List<Datagram> datagrams);

  /** Serves HTTP on this owner's port; empty, as by default, if it serves none. */
  default Optional<Flow<HttpRequest, HttpResponse, NotUsed>> http() {
    return Optional.empty();
  }

  /**
   * Offers the socket of a push answer ({@code GIV}) to whoever waits for it.
   *
   * @param bytes everything that follows the GIV line; back-pressure stops reading
   * @return false, as by default, if nobody waits: the connection is closed
   */
  default boolean onGiv(Giv giv, Flow<ByteString, ByteString, NotUsed> bytes) {
    return false;
  }

  /**
   * Somebody dials for a trunk. Once accepted, the connection is attached; its frames count as
   * those of a relation.
   *
   * @param key that it presents; good for one trunk only
   * @return empty if none of that key is awaited: it is closed
   */
  default Optional<Trunk> onTrunk(Guid key) {
    return Optional.empty();
  }

  /**
   * A trunk that is accepted.
   *
   * @param answer the key that proves to who dialled that we are meant
   * @param queueBytes what may wait on it
   */
  record Trunk(Guid answer, int queueBytes) {}

  /** A dial ended without a relation: no connection, refused, or timed out. */
  void onDialFailed(HostAddress remote, CloseReason reason, List<HostAddress> tryUltrapeers);

  /** A connect-back probe has reached its goal; one that did not counts as a failed dial. */
  default void onProbed(HostAddress remote) {
    // Most owners never probe.
  }

  /**
   * One UDP datagram.
   *
   * @param bytes header and payload
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // compared by nobody; a copy per datagram would be waste
  record Datagram(HostAddress remote, byte[] bytes) {}

  /**
   * The line in front of an answer to a push: {@code GIV index:guid/name}.
   *
   * @param index file index, 0 if generic
   */
  record Giv(HostAddress remote, long index, Guid guid, String name) {}
}
