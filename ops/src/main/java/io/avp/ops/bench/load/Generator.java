package io.avp.ops.bench.load;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A load for one relay that awaits all copies. Runs on the caller's thread, and only while it is
 * called.
 */
public final class Generator implements AutoCloseable {
  private final FanOut fanOut;
  private final QueryFrames frames;
  private final Receipts receipts;
  private final Connections connections = new Connections();
  private IOException failure;

  /** A generator without connections. */
  public Generator(FanOut fanOut, QueryFrames frames) throws IOException {
    this.fanOut = fanOut;
    this.frames = frames;
    this.receipts = new Receipts(fanOut, frames);
  }

  /** Opens all connections and waits until the relay has taken in what they send first. */
  public void open(Dialler dialler) throws IOException {
    connections.open(dialler, fanOut.connections(), this::pass);
  }

  /**
   * Sends until the time is over or the number reached, then waits for what is on its way.
   *
   * @return what was sent and received; every copy was checked
   * @throws LoadFailure if a copy is wrong, or nothing comes for 10 s
   */
  public Outcome run(LoadShape shape, long nanos, long most) throws IOException {
    List<LoadConnection> sources = new ArrayList<>();
    for (LoadConnection c : connections) {
      if (fanOut.isSource(c.index)) {
        sources.add(c);
      }
    }
    Latencies latencies = new Latencies(fanOut.connections(), shape.window());
    receipts.timeTo(latencies);
    LoadRun run = new LoadRun(sources, frames, receipts, shape, latencies);
    while (run.step(nanos, most)) {
      pass(shape.isPaced() ? 1 : Connections.POLL_MILLIS);
    }
    return run.outcome();
  }

  /** Answers what has come meanwhile, without sending queries; a foreign relay gets pings. */
  public void attend() throws IOException {
    if (!frames.isExact()) {
      for (LoadConnection c : connections) {
        connections.ping(c);
      }
    }
    pass(1);
  }

  private void pass(long millis) throws IOException {
    connections.select(this::ready, millis);
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
      connections.take(c, type, bytes, at, length);
    }
  }

  /** Closes all connections. */
  @Override
  public void close() throws IOException {
    connections.close();
  }
}
