package io.avp.gnutella.stream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds a thread of the I/O shards until the test goes on, however that ends. */
final class Gate implements AutoCloseable {
  private final CountDownLatch open = new CountDownLatch(1);
  private final CountDownLatch reached = new CountDownLatch(1);

  /** Called by the thread that is to be held. */
  void pass() {
    reached.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until a thread is held; fails the test if none comes within ten seconds. */
  void awaitReached() throws InterruptedException {
    if (!reached.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody came within 10 s");
    }
  }

  /** Lets all pass from here on. */
  void release() {
    open.countDown();
  }

  @Override
  public void close() {
    release();
  }
}
