package io.avp.gnutella.stream;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of one socket as a flow for ordinary streams.
 *
 * <p>Inwards, what the I/O shard has read waits here until the flow asks; above the high mark the
 * socket is not read. Outwards, one element is under way at a time. The socket is closed when the
 * flow has nothing more to send.
 */
final class ByteBridge {
  private static final int HIGH_MARK = 64 << 10;
  private static final int LOW_MARK = 16 << 10;

  private final ConnectionActions socket;
  private final AtomicBoolean used = new AtomicBoolean();
  private final Queue<ByteString> waiting = new ArrayDeque<>();
  private int bytes;
  private boolean paused;
  private boolean complete;
  private Exception failure;
  private Runnable wakeReader = () -> {};
  private Runnable cancelWriter = () -> {};

  ByteBridge(ConnectionActions socket) {
    this.socket = socket;
  }

  ConnectionActions socket() {
    return socket;
  }

  /** To be materialised once. */
  Flow<ByteString, ByteString, NotUsed> flow() {
    return Flow.fromSinkAndSource(
        Sink.fromGraph(new BridgeSink(this)), Source.fromGraph(new BridgeSource(this)));
  }

  /** False from the second call on. */
  boolean use() {
    return used.compareAndSet(false, true);
  }

  /** Stream of the shard: bytes came. */
  void offer(byte[] b, int offset, int length) {
    Runnable wake;
    synchronized (this) {
      if (complete || failure != null) {
        return;
      }
      waiting.add(ByteString.fromArray(b, offset, length));
      bytes += length;
      if (bytes > HIGH_MARK && !paused) {
        paused = true;
        socket.read(false);
      }
      wake = wakeReader;
    }
    wake.run();
  }

  /** Stream of the shard: the other side sends no more. */
  void complete() {
    Runnable wake;
    synchronized (this) {
      complete = true;
      wake = wakeReader;
    }
    wake.run();
  }

  /** Stream of the shard: the connection ended. */
  void end(CloseReason reason) {
    Runnable wake;
    Runnable cancel;
    synchronized (this) {
      if (!complete && reason != CloseReason.HTTP_DONE) {
        failure = new java.io.IOException(reason.text());
      }
      complete = true;
      wake = wakeReader;
      cancel = cancelWriter;
    }
    wake.run();
    cancel.run();
  }

  synchronized void onBytes(Runnable wake) {
    wakeReader = wake;
  }

  synchronized void onEnd(Runnable cancel) {
    cancelWriter = cancel;
  }

  /** The next bytes; null if none wait. */
  synchronized ByteString poll() {
    ByteString next = waiting.poll();
    if (next != null) {
      bytes -= next.size();
      if (paused && bytes <= LOW_MARK) {
        paused = false;
        socket.read(true);
      }
    }
    return next;
  }

  /** True if no bytes wait and none will come. */
  synchronized boolean isDry() {
    return complete && waiting.isEmpty();
  }

  /** Why the connection broke; null if it did not. */
  synchronized Exception failure() {
    return failure;
  }

  /** The flow takes no more bytes: what comes is thrown away. */
  synchronized void deaf() {
    complete = true;
    waiting.clear();
    bytes = 0;
    if (paused) {
      paused = false;
      socket.read(true);
    }
  }
}
