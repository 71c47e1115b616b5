package io.avp.ops.bench.load;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.wire.Guid;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection that sends pings for this hop only, which a node answers at once, and how long
 * that takes. Runs on the caller's thread, and only while it is called; whoever else loads the node
 * does so on another one.
 */
public final class PingProbe implements AutoCloseable {
  private static final long EVERY_NANOS = 10_000_000;

  /** A ping that is not answered so long after the last one is lost. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  /** Most pings on their way, twice what can be sent within the patience. */
  private static final int WINDOW = 1 << 11;

  /** What a slow reader takes at once, and what its socket keeps for it. */
  private static final int SLOW_STEP = 4 << 10;

  private static final int SLOW_SOCKET = 64 << 10;
  private static final int STEP = 256 << 10;
  private static final long PAUSE_MILLIS = 1;

  private final Talk talk = new Talk();
  private final Selector selector = Selector.open();
  private final LoadConnection connection;
  private final long bytesPerSecond;
  private long taken;
  private long sent;

  /** Pings before this one are not awaited. */
  private long first;

  private long answered;
  private Latencies latencies = new Latencies(1, WINDOW);
  private IOException failure;

  /**
   * What became of the pings of a while.
   *
   * @param latencies of those that were answered
   * @param lost pings that were not, for 10 s
   */
  public record Answers(Latencies latencies, long lost) {}

  /**
   * Connects, and waits for the answer to a first ping behind what the dialler says first.
   *
   * @param index of the connection
   * @param bytesPerSecond most that it reads; {@link Long#MAX_VALUE} if as much as there is
   */
  public PingProbe(Dialler dialler, int index, long bytesPerSecond) throws IOException {
    this.bytesPerSecond = bytesPerSecond;
    SocketChannel channel = dialler.dial(index);
    if (isSlow()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_SOCKET);
    }
    ByteBuffer direct = ByteBuffer.allocateDirect(isSlow() ? SLOW_STEP : STEP);
    this.connection = new LoadConnection(index, channel, selector, direct, null);
    connection.append(dialler.opening(index));
    if (run(1).lost() > 0) {
      throw new LoadFailure("the first ping of connection " + index + " was not answered");
    }
  }

  private boolean isSlow() {
    return bytesPerSecond < Long.MAX_VALUE;
  }

  /**
   * Sends a ping every 10 ms and takes what comes; waits for the last answers.
   *
   * @param nanos how long it sends, 1 or more
   * @throws LoadFailure if the connection has ended
   */
  public Answers run(long nanos) throws IOException {
    latencies = new Latencies(1, WINDOW);
    taken = 0;
    first = sent;
    answered = 0;
    long start = System.nanoTime();
    long now = start;
    while (now - start < nanos || open() > 0 && now - start < nanos + PATIENCE_NANOS) {
      boolean due = (sent - first) * EVERY_NANOS <= now - start;
      if (due && now - start < nanos && open() < WINDOW) {
        ping(now);
      }
      pass(now - start);
      now = System.nanoTime();
    }
    return new Answers(latencies, open());
  }

  /** Pings that are on their way. */
  private long open() {
    return sent - first - answered;
  }

  private void ping(long now) throws IOException {
    connection.append(Ping.plain().frame(Guid.modern(sent, connection.index), 1, 0));
    latencies.sent(0, sent++, now);
    connection.flush();
  }

  /** Reads, if it may. */
  private void pass(long nanos) throws IOException {
    if (!isSlow() || taken < nanos / 1e9 * bytesPerSecond) {
      selector.select(this::ready, PAUSE_MILLIS);
    } else {
      LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void ready(SelectionKey key) {
    try {
      connection.ready(this::take);
    } catch (IOException e) {
      failure = e;
    }
  }

  private void take(LoadConnection c, byte[] bytes, int at, int length) throws IOException {
    taken += length;
    DescriptorType type = Header.type(bytes, at);
    if (type == DescriptorType.PONG && Header.hops(bytes, at) == 0) {
      long number = Guid.highAt(bytes, at);
      if (number >= first && number < sent) {
        latencies.received(0, number, c.readAt);
        answered++;
      }
    } else if (type != DescriptorType.QUERY) {
      talk.take(c, type, bytes, at, length);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
    selector.close();
  }
}
