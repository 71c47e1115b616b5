package io.avp.gnutella.stream;

import akka.actor.typed.ActorSystem;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * All I/O shards of a process: listeners, dials, writes.
 *
 * <p>Every method may be called from any thread and returns at once, unless it says otherwise.
 */
public final class IoShards implements AutoCloseable {

  /** Starts the selector threads and one Akka Stream over each. */
  public static IoShards start(ActorSystem<?> system, StreamSettings settings) {
    throw new UnsupportedOperationException("contract");
  }

  /** Number of I/O shards. */
  public int count() {
    throw new UnsupportedOperationException("contract");
  }

  /**
   * Binds TCP and UDP on one port. Blocks until both are bound.
   *
   * @param local port 0 picks a free port for both
   * @throws IOException with the address in its message, if the port is in use
   */
  public Listener listen(InetSocketAddress local, Owner owner) throws IOException {
    throw new UnsupportedOperationException("contract");
  }

  /**
   * Dials and shakes hands; the outcome is an attached connection or {@link Owner#onDialFailed}.
   */
  public void dial(HostAddress remote, InetAddress localBind, Owner owner) {
    throw new UnsupportedOperationException("contract");
  }

  /** Dials, writes a GIV line and then serves the owner's HTTP on that socket. */
  public void dialGiv(HostAddress remote, InetAddress localBind, String givLine, Owner owner) {
    throw new UnsupportedOperationException("contract");
  }

  /** Dials, writes {@code bytes} (a connect-back probe) and closes. */
  public void probe(HostAddress remote, InetAddress localBind, byte[] bytes, Owner owner) {
    throw new UnsupportedOperationException("contract");
  }

  /**
   * Queues frames for writing, in order. Frames for connections that have ended are counted and
   * forgotten.
   */
  public void submit(OutRound round) {
    throw new UnsupportedOperationException("contract");
  }

  /**
   * Stops reading, sends a Bye if {@code reason} has a code and the other side understands it,
   * flushes, closes.
   */
  public void close(Connection connection, CloseReason reason) {
    throw new UnsupportedOperationException("contract");
  }

  /** From the next round on, {@code connection} is read on behalf of {@code owner}. */
  public void handOver(Connection connection, Owner owner) {
    throw new UnsupportedOperationException("contract");
  }

  /** Counters and gauges of all shards, for metrics. */
  public IoStats stats() {
    throw new UnsupportedOperationException("contract");
  }

  /** Closes every listener and connection, waits for the threads to end. */
  @Override
  public void close() {
    throw new UnsupportedOperationException("contract");
  }

  /** A bound port. */
  public interface Listener extends AutoCloseable {
    /** Where it is bound. */
    HostAddress address();

    /** Sends one datagram from this port; dropped and counted if the socket is full. */
    void sendDatagram(HostAddress remote, byte[] bytes);

    /** Stops accepting; connections live on. */
    @Override
    void close();
  }
}
