package io.avp.ops.bench.load;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to one relay, and their selector. Runs on the caller's thread, and only while it is
 * called.
 */
public final class Generator implements AutoCloseable {
  private static final int STEP = 256 << 10;
  private static final long POLL_MILLIS = 100;

  /** With nothing coming for so long, in nanoseconds, a run has failed. */
  static final long STALL_NANOS = 10_000_000_000L;

  private final FanOut fanOut;
  private final QueryFrames frames;
  private final Receipts receipts;
  private final Talk talk = new Talk();
  private final Selector selector = Selector.open();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(STEP);
  private final List<LoadConnection> connections = new ArrayList<>();
  private IOException failure;

  /** A generator without connections. */
  public Generator(FanOut fanOut, QueryFrames frames) throws IOException {
    this.fanOut = fanOut;
    this.frames = frames;
    this.receipts = new Receipts(fanOut, frames);
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
      if (System.nanoTime() - since > STALL_NANOS) {
        throw new LoadFailure(
            "the first ping of connection " + talk.silent() + " was not answered");
      }
      pass(POLL_MILLIS);
    }
  }

  /**
   * Sends until the time is over or the number reached, then waits for what is on its way.
   *
   * @return what was sent and received; every copy was checked
   * @throws LoadFailure if a copy is wrong, or nothing comes for 10 s
   */
  public Outcome run(LoadShape shape, long nanos, long most) throws IOException {
    List<LoadConnection> sources =
        connections.stream().filter(c -> fanOut.isSource(c.index)).toList();
    Latencies latencies = new Latencies(fanOut.connections(), shape.window());
    receipts.timeTo(latencies);
    LoadRun run = new LoadRun(sources, frames, receipts, shape, latencies);
    while (run.step(nanos, most)) {
      pass(shape.isPaced() ? 1 : POLL_MILLIS);
    }
    return run.outcome();
  }

  /** Answers what has come meanwhile, without sending queries; a foreign relay gets pings. */
  public void attend() throws IOException {
    for (LoadConnection c : frames.isExact() ? List.<LoadConnection>of() : connections) {
      talk.ping(c);
    }
    pass(1);
  }

  private void pass(long millis) throws IOException {
    selector.select(this::ready, millis);
    if (failure != null) {
      throw failure;
    }
  }

  private void ready(SelectionKey key) {
    LoadConnection c = (LoadConnection) key.attachment();
    try {
      c.ready(this::take);
    } catch (IOException e) {
      failure = e;
    }
  }

  private void take(LoadConnection c, byte[] bytes, int at, int length) throws IOException {
    DescriptorType type = Header.type(bytes, at);
    if (type == DescriptorType.QUERY) {
      receipts.take(bytes, at, length, c.index, c.readAt);
    } else {
      talk.take(c, type, bytes, at, length);
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
