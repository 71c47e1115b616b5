package io.avp.ops.bench.load;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Members that send queries and read copies, and members that do neither once they are connected:
 * what is for them has to wait or to go. Every copy that arrives is checked. Runs on the caller's
 * thread, and only while it is called.
 */
public final class Flood implements AutoCloseable {
  private static final long QUIET_NANOS = 2_000_000_000L;

  private final FanOut fanOut;
  private final QueryFrames frames;
  private final IntPredicate reads;
  private final Deliveries deliveries;

  /** How many of the targets of each connection read. */
  private final int[] readers;

  private final Connections connections = new Connections();
  private final BitSet lost = new BitSet();
  private String firstLoss = "";
  private LoadFailure failure;

  /**
   * Without connections.
   *
   * @param reads which members read; of the targets of each of them one does at least
   */
  public Flood(FanOut fanOut, QueryFrames frames, IntPredicate reads) throws IOException {
    this.fanOut = fanOut;
    this.frames = frames;
    this.reads = reads;
    this.deliveries = new Deliveries(fanOut, frames);
    this.readers = new int[fanOut.connections()];
    for (int source = 0; source < readers.length; source++) {
      for (int k = 0; k < fanOut.width(); k++) {
        readers[source] += reads.test(fanOut.target(source, k)) ? 1 : 0;
      }
    }
  }

  /**
   * Opens all connections and waits until the relay has taken in what they send first. From then on
   * only those read that shall.
   */
  public void open(Dialler dialler) throws IOException {
    connections.open(dialler, fanOut.connections(), this::opening);
    for (LoadConnection c : connections) {
      if (!reads.test(c.index)) {
        c.key().interestOps(0);
      }
    }
  }

  private void opening(long millis) throws IOException {
    pass(millis);
    if (!lost.isEmpty()) {
      throw new LoadFailure(firstLoss);
    }
  }

  /**
   * Sends for so long.
   *
   * @throws LoadFailure if a copy is not as it must be, or nothing comes for 10 s
   */
  public FloodRound run(long nanos, LoadShape shape) throws IOException {
    long start = System.nanoTime();
    long delivered = deliveries.all();
    long all = delivered;
    long progress = start;
    long now = start;
    long accepted = 0;
    long looks = 0;
    long full = 0;
    while (now - start < nanos) {
      long due = shape.due(now - start);
      for (LoadConnection c : connections) {
        if (isSource(c)) {
          if (c.isIdle() && accepted < due && open(c) <= shape.window() - shape.batch()) {
            send(c, shape.batch());
            accepted += shape.batch();
          }
          looks++;
          full += c.isIdle() ? 0 : 1;
        }
      }
      pass(Connections.POLL_MILLIS);
      now = System.nanoTime();
      if (deliveries.all() != all) {
        all = deliveries.all();
        progress = now;
      } else if (now - progress > Connections.STALL_NANOS) {
        throw new LoadFailure("nothing has been delivered for 10 s; " + firstLoss);
      }
    }
    long offered = shape.isPaced() ? shape.due(now - start) : accepted;
    return new FloodRound(offered, accepted, all - delivered, looks, full, now - start);
  }

  /** Lets go what has been begun, and waits until nothing comes any more. */
  public void drain() throws IOException {
    long all = -1;
    long progress = System.nanoTime();
    while (System.nanoTime() - progress < QUIET_NANOS) {
      if (deliveries.all() != all) {
        all = deliveries.all();
        progress = System.nanoTime();
      }
      pass(Connections.POLL_MILLIS);
    }
  }

  /** Copies that have come. */
  public long delivered() {
    return deliveries.all();
  }

  /** Copies of all that was sent that members which read should have got and have not. */
  public long missing() {
    long due = 0;
    for (LoadConnection c : connections) {
      due += c.sent * readers[c.index];
    }
    return due - delivered();
  }

  /** Members that read and are connected no more. */
  public int lost() {
    return lost.cardinality();
  }

  /** How the first of them was lost; empty if none was. */
  public String firstLoss() {
    return firstLoss;
  }

  private boolean isSource(LoadConnection c) {
    return reads.test(c.index) && !lost.get(c.index);
  }

  /** Queries of which copies are missing, about. */
  private long open(LoadConnection c) {
    return c.sent - deliveries.ofSource(c.index) / readers[c.index];
  }

  private void send(LoadConnection c, int queries) {
    for (int i = 0; i < queries; i++) {
      int at = c.claim(QueryFrames.BYTES);
      frames.write(c.out(), at, c.index, c.sent++);
    }
    tell(c, c::flush);
  }

  private void pass(long millis) throws IOException {
    connections.select(this::ready, millis);
    if (failure != null) {
      throw failure;
    }
  }

  private void ready(SelectionKey key) {
    LoadConnection c = (LoadConnection) key.attachment();
    tell(c, () -> c.ready(this::take));
  }

  /** What is done with a connection, which may end meanwhile. */
  private interface Step {
    void run() throws IOException;
  }

  private void tell(LoadConnection c, Step step) {
    try {
      step.run();
    } catch (IOException e) {
      c.key().cancel();
      lost.set(c.index);
      if (firstLoss.isEmpty()) {
        firstLoss = "connection " + c.index + ": " + e.getMessage();
      }
    }
  }

  private void take(LoadConnection c, byte[] bytes, int at, int length) throws IOException {
    DescriptorType type = Header.type(bytes, at);
    if (type != DescriptorType.QUERY) {
      connections.take(c, type, bytes, at, length);
      return;
    }
    try {
      deliveries.take(bytes, at, length, c.index);
    } catch (LoadFailure e) {
      failure = e;
      throw e;
    }
  }

  /** Closes all connections. */
  @Override
  public void close() throws IOException {
    connections.close();
  }
}
