package io.avp.ops.bench.overload;

import io.avp.ops.process.NodeApi;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the heap of a node while it works, garbage included, on a thread of its own: who
 * measures must not stop to look.
 */
final class HeapWatch implements AutoCloseable {
  private static final long PERIOD_SECONDS = 1;

  private final NodeApi api;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "heap-watch");
  private volatile long most;
  private volatile IOException failure;

  HeapWatch(NodeApi api) {
    this.api = api;
    thread.start();
  }

  private void watch() {
    try {
      do {
        most = Math.max(most, (long) api.metric("jvm_memory_used_bytes", "area=\"heap\""));
      } while (!ended.await(PERIOD_SECONDS, TimeUnit.SECONDS));
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The most that was seen, in bytes.
   *
   * @throws IOException if the node did not say
   */
  long most() throws IOException {
    if (failure != null) {
      throw new IOException("the node does not tell its heap: " + failure.getMessage(), failure);
    }
    return most;
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
