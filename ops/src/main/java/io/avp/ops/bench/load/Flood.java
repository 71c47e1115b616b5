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

  /** Queries of each connection of which copies are missing for ever, about. */
  private final long[] gone;

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
    this.gone = new long[fanOut.connections()];
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
   * Sends for so long: one write of each source at a time, if something is due for it and its
   * socket has taken all before.
   *
   * @throws LoadFailure if a copy is not as it must be, or nothing comes for 10 s
   */
  public FloodRound run(long nanos, LoadShape shape) throws IOException {
    long start = System.nanoTime();
    long delivered = deliveries.all();
    long all = delivered;
    long progress = start;
    long now = start;
    Demand demand = new Demand(shape, fanOut.connections(), sources());
    while (now - start < nanos) {
      for (LoadConnection c : connections) {
        if (isSource(c)) {
          if (c.isIdle() && demand.isDue(c.index, now - start) && hasRoom(c, shape)) {
            send(c, shape.batch());
            demand.sent(c.index);
          }
          demand.looked(c.index, now - start, !c.isIdle());
        }
      }
      pass(shape.isPaced() ? 1 : Connections.POLL_MILLIS);
      now = System.nanoTime();
      if (deliveries.all() != all) {
        all = deliveries.all();
        progress = now;
      } else if (now - progress > Connections.STALL_NANOS) {
        throw new LoadFailure("nothing has been delivered for 10 s; " + firstLoss);
      }
    }
    return new FloodRound(demand.offered(), demand.accepted(), all - delivered, now - start);
  }

  /**
   * Lets go what has been begun, and waits until nothing comes any more: what is still missing then
   * never comes, and keeps nobody from sending.
   */
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
    for (LoadConnection c : connections) {
      gone[c.index] += open(c);
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

  /** Copies that members which read get of a query, on average. */
  public double copies() {
    double sum = 0;
    for (LoadConnection c : connections) {
      sum += isSource(c) ? readers[c.index] : 0;
    }
    return sum / sources();
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

  private int sources() {
    int count = 0;
    for (LoadConnection c : connections) {
      count += isSource(c) ? 1 : 0;
    }
    return count;
  }

  private boolean hasRoom(LoadConnection c, LoadShape shape) {
    return open(c) <= shape.window() - shape.batch();
  }

  /** Queries of which copies are awaited, about. */
  private long open(LoadConnection c) {
    return readers[c.index] == 0
        ? 0
        : c.sent - gone[c.index] - deliveries.ofSource(c.index) / readers[c.index];
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
