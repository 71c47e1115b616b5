package io.avp.ops.bench.load;

import io.avp.gnutella.message.DescriptorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The connections of a load, the selector that watches them, and what they say beside queries. Runs
 * on the caller's thread, and only while it is called.
 */
final class Connections implements Iterable<LoadConnection>, AutoCloseable {
  /** With nothing coming for so long, in nanoseconds, a load has failed. */
  static final long STALL_NANOS = 10_000_000_000L;

  /** Longest wait for something to come, in milliseconds. */
  static final long POLL_MILLIS = 100;

  private static final int STEP = 256 << 10;

  /** Who opens many serves the earlier ones meanwhile, each time after so many. */
  private static final int LOOK = 64;

  private final Talk talk = new Talk();
  private final Selector selector = Selector.open();
  private final ByteBuffer direct = ByteBuffer.allocateDirect(STEP);
  private final List<LoadConnection> all = new ArrayList<>();

  Connections() throws IOException {}

  /** Serves what comes within a time. */
  interface Pass {
    /**
     * Does it.
     *
     * @param millis longest wait for it; 0 if none
     * @throws IOException if a connection has ended
     */
    void run(long millis) throws IOException;
  }

  /**
   * Opens some more and waits until the other side has taken in what they send first.
   *
   * @throws LoadFailure if it does not answer for 10 s
   */
  void open(Dialler dialler, int count, Pass pass) throws IOException {
    for (int i = 0; i < count; i++) {
      int index = all.size();
      Compression compression = dialler.compresses(index) ? new Compression() : null;
      LoadConnection c =
          new LoadConnection(index, dialler.dial(index), selector, direct, compression);
      all.add(c);
      c.append(dialler.opening(c.index));
      if (dialler.answersPings()) {
        talk.ping(c);
      }
      if (i % LOOK == 0) {
        pass.run(0);
      }
    }
    long since = System.nanoTime();
    while (dialler.answersPings() && talk.silent() < all.size()) {
      if (System.nanoTime() - since > STALL_NANOS) {
        throw new LoadFailure(
            "the first ping of connection " + talk.silent() + " was not answered");
      }
      pass.run(POLL_MILLIS);
    }
  }

  /** Hands on those that can be read or written, after a wait of so long at most. */
  void select(Consumer<SelectionKey> ready, long millis) throws IOException {
    if (millis == 0) {
      selector.selectNow(ready);
    } else {
      selector.select(ready, millis);
    }
  }

  /** Sends a ping, so that the other side sees that the connection lives. */
  void ping(LoadConnection c) throws IOException {
    talk.ping(c);
  }

  /** Takes a descriptor that is no query. */
  void take(LoadConnection c, DescriptorType type, byte[] bytes, int at, int length)
      throws IOException {
    talk.take(c, type, bytes, at, length);
  }

  int size() {
    return all.size();
  }

  @Override
  public Iterator<LoadConnection> iterator() {
    return Collections.unmodifiableList(all).iterator();
  }

  @Override
  public void close() throws IOException {
    for (LoadConnection c : all) {
      c.close();
    }
    selector.close();
  }
}
