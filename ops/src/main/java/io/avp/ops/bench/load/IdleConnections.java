package io.avp.ops.bench.load;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.BitSet;

/**
 * Connections on which this side says nothing of its own but what the dialler opens them with; it
 * answers pings, as long as somebody calls. One that ends is counted, the others go on.
 */
public final class IdleConnections implements AutoCloseable {
  private final Dialler dialler;
  private final Connections connections = new Connections();
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
   * @throws LoadFailure if it does not, or one has ended
   */
  public void open(int count) throws IOException {
    connections.open(dialler, count, this::check);
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
    check(0);
  }

  private void check(long millis) throws IOException {
    pass(millis);
    if (!lost.isEmpty()) {
      throw new LoadFailure(firstLoss);
    }
  }

  private void pass(long millis) throws IOException {
    connections.select(this::ready, millis);
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
    connections.take(c, type, bytes, at, length);
    if (type == DescriptorType.PING) {
      answered++;
    }
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
