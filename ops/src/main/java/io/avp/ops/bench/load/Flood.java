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
import java.util.function.IntPredicate;

/**
 * Members that send as much as they can, and members that may stop reading; the latter send
 * nothing. Every copy that arrives is checked. Runs on the caller's thread, and only while it is
 * called.
 */
public final class Flood implements AutoCloseable {
  /** Sources write parts of 64 KiB. */
  private static final int PART = (64 << 10) / QueryFrames.BYTES;

  private static final int STEP = 256 << 10;
  private static final long STALL_NANOS = 10_000_000_000L;
  private static final long QUIET_NANOS = 2_000_000_000L;
  private static final long POLL_MILLIS = 100;

  private final FanOut fanOut;
  private final QueryFrames frames;
  private final IntPredicate stops;
  private final Deliveries deliveries;
  private final Talk talk = new Talk();
  private final Selector selector = Selector.open();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(STEP);
  private final List<LoadConnection> connections = new ArrayList<>();
  private final BitSet lost = new BitSet();
  private String firstLoss = "";
  private LoadFailure failure;

  /**
   * Without connections.
   *
   * @param stops which members stop reading at {@link #stopReading}
   */
  public Flood(FanOut fanOut, QueryFrames frames, IntPredicate stops) throws IOException {
    this.fanOut = fanOut;
    this.frames = frames;
    this.stops = stops;
    this.deliveries = new Deliveries(fanOut, frames);
  }

  /** Opens all connections and waits until the relay has taken in what they send first. */
  public void open(Dialler dialler) throws IOException {
    boolean talks = false;
    for (int i = 0; i < fanOut.connections(); i++) {
      LoadConnection c = new LoadConnection(i, dialler.dial(i), selector, direct);
      connections.add(c);
      byte[] opening = dialler.opening(i);
      if (opening.length > 0) {
        talks = true;
        c.append(opening);
        talk.ping(c);
      }
    }
    long since = System.nanoTime();
    while (talks && talk.silent() < fanOut.connections()) {
      if (!lost.isEmpty() || System.nanoTime() - since > STALL_NANOS) {
        throw new LoadFailure("connection " + talk.silent() + " has no answer; " + firstLoss);
      }
      pass();
    }
  }

  /**
   * Sends for so long.
   *
   * @param window most queries of a source of which copies are missing; as many as the sockets take
   *     if it is {@link Long#MAX_VALUE}
   * @throws LoadFailure if a copy is not as it must be, or nothing comes for 10 s
   */
  public FloodRound run(long nanos, long window) throws IOException {
    long start = System.nanoTime();
    long sent = sent();
    long delivered = delivered();
    long all = deliveries.all();
    long progress = start;
    long now = start;
    long looks = 0;
    long full = 0;
    while (now - start < nanos) {
      for (LoadConnection c : connections) {
        if (isSource(c)) {
          if (c.isIdle() && open(c) <= window - PART) {
            send(c);
          }
          looks++;
          full += c.isIdle() ? 0 : 1;
        }
      }
      pass();
      now = System.nanoTime();
      if (deliveries.all() != all) {
        all = deliveries.all();
        progress = now;
      } else if (now - progress > STALL_NANOS) {
        throw new LoadFailure("nothing has been delivered for 10 s; " + firstLoss);
      }
    }
    return new FloodRound(sent() - sent, delivered() - delivered, looks, full, now - start);
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
      pass();
    }
  }

  /** From here on those that stop reading do not read. */
  public void stopReading() {
    for (LoadConnection c : connections) {
      if (stops.test(c.index) && c.key().isValid()) {
        c.key().interestOps(0);
      }
    }
  }

  /** Queries that the relay's sockets have taken. */
  private long sent() {
    return connections.stream().mapToLong(c -> c.sent).sum();
  }

  /** Copies that members have got that always read. */
  public long delivered() {
    return connections.stream()
        .filter(c -> !stops.test(c.index))
        .mapToLong(c -> deliveries.toTarget(c.index))
        .sum();
  }

  /** Copies of all that was sent that members which always read should have got and have not. */
  public long missing() {
    long due = 0;
    for (LoadConnection c : connections) {
      for (int k = 0; k < fanOut.width(); k++) {
        due += stops.test(fanOut.target(c.index, k)) ? 0 : c.sent;
      }
    }
    return due - delivered();
  }

  /** Members that always read and are connected no more. */
  public int lost() {
    return (int) lost.stream().filter(i -> !stops.test(i)).count();
  }

  /** How the first of them was lost; empty if none was. */
  public String firstLoss() {
    return firstLoss;
  }

  private boolean isSource(LoadConnection c) {
    return !stops.test(c.index) && !lost.get(c.index);
  }

  /** Queries of which copies are missing, about. */
  private long open(LoadConnection c) {
    return c.sent - deliveries.ofSource(c.index) / fanOut.width();
  }

  private void send(LoadConnection c) {
    for (int i = 0; i < PART; i++) {
      int at = c.claim(QueryFrames.BYTES);
      frames.write(c.out(), at, c.index, c.sent++);
    }
    tell(c, c::flush);
  }

  private void pass() throws IOException {
    selector.select(this::ready, POLL_MILLIS);
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
      if (!stops.test(c.index) && firstLoss.isEmpty()) {
        firstLoss = "connection " + c.index + ": " + e.getMessage();
      }
    }
  }

  private void take(LoadConnection c, byte[] bytes, int at, int length) throws IOException {
    DescriptorType type = Header.type(bytes, at);
    if (type != DescriptorType.QUERY) {
      talk.take(c, type, bytes, at, length);
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
    for (LoadConnection c : connections) {
      c.close();
    }
    selector.close();
  }
}
