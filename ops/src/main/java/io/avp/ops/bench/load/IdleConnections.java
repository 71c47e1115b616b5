package io.avp.ops.bench.load;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Connections on which this side says nothing of its own but what the dialler opens them with; it
 * answers pings, as long as somebody calls. One that ends is counted, the others go on.
 */
public final class IdleConnections implements AutoCloseable {
  private static final int PART = 64 << 10;
  private static final int LOOK = 64;
  private static final long STALL_NANOS = 10_000_000_000L;
  private static final long POLL_MILLIS = 100;

  private final Dialler dialler;
  private final Selector selector = Selector.open();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(PART);
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Talk talk = new Talk();
  private final BitSet lost = new BitSet();
  private String firstLoss = "";
  private long answered;

  /** None yet. */
  public IdleConnections(Dialler dialler) throws IOException {
    this.dialler = dialler;
  }

  /**
   * Opens some more and waits until the other side has taken in what they send first.
   *
   * @throws LoadFailure if it does not
   */
  public void open(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      open();
      if (i % LOOK == 0) {
        pass(0);
      }
    }
    long since = System.nanoTime();
    while (talk.silent() < connections.size()) {
      check();
      if (System.nanoTime() - since > STALL_NANOS) {
        throw new LoadFailure(
            "the first ping of connection " + talk.silent() + " was not answered");
      }
      pass(POLL_MILLIS);
    }
  }

  private void open() throws IOException {
    int index = connections.size();
    LoadConnection c = new LoadConnection(index, dialler.dial(index), selector, direct);
    connections.add(c);
    c.append(dialler.opening(index));
    talk.ping(c);
  }

  /** Answers pings for so long. */
  public void attend(long nanos) throws IOException {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      pass(Math.max(1, left / 1_000_000));
    }
  }

  /** How many have been opened. */
  public int size() {
    return connections.size();
  }

  /** How many of them live. */
  public int held() {
    return connections.size() - lost.cardinality();
  }

  /** Pings that were answered. */
  public long answered() {
    return answered;
  }

  /** How the first one that did not live ended; empty if all do. */
  public String firstLoss() {
    return firstLoss;
  }

  /**
   * Takes in what has come.
   *
   * @throws LoadFailure if one has ended
   */
  public void check() throws IOException {
    pass(0);
    if (!lost.isEmpty()) {
      throw new LoadFailure(firstLoss);
    }
  }

  private void pass(long millis) throws IOException {
    if (millis == 0) {
      selector.selectNow(this::ready);
    } else {
      selector.select(this::ready, millis);
    }
  }

  private void ready(SelectionKey key) {
    LoadConnection c = (LoadConnection) key.attachment();
    try {
      c.ready(this::take);
    } catch (IOException e) {
      key.cancel();
      lost.set(c.index);
      firstLoss = firstLoss.isEmpty() ? e.getMessage() : firstLoss;
    }
  }

  private void take(LoadConnection c, byte[] bytes, int at, int length) throws IOException {
    DescriptorType type = Header.type(bytes, at);
    talk.take(c, type, bytes, at, length);
    if (type == DescriptorType.PING) {
      answered++;
    }
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection c : connections) {
      c.close();
    }
    selector.close();
  }
}
