package io.avp.gnutella.stream;

import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other threads ask of one selector thread, which is woken only if it sleeps. */
final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final int AWAKE = 0;
  private static final int SELECTING = 1;
  private static final int PARKED = 2;

  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sleep = new AtomicInteger(AWAKE);
  private final Selector selector;
  private final Thread thread;
  private volatile boolean ended;

  Commands(Selector selector, Thread thread) {
    this.selector = selector;
    this.thread = thread;
  }

  /**
   * Any thread: has a command run, soon.
   *
   * @return false if it never will be, because the selector thread has ended
   */
  boolean execute(Runnable command) {
    queue.add(command);
    if (ended) {
      return !queue.remove(command); // unless the thread took it before it ended
    }
    int was = sleep.getAndSet(AWAKE);
    if (was == SELECTING) {
      selector.wakeup();
    } else if (was == PARKED) {
      LockSupport.unpark(thread);
    }
    return true;
  }

  /** Any thread: ends {@link #parked}, if it is that. */
  void unpark() {
    if (sleep.compareAndSet(PARKED, AWAKE)) {
      LockSupport.unpark(thread);
    }
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Selector thread: is about to select; whoever comes from here on calls its wake-up. */
  void selecting() {
    sleep.set(SELECTING);
  }

  /** Selector thread: is about to park; {@link #isEmpty} is to be asked after this. */
  void parked() {
    sleep.set(PARKED);
  }

  void awake() {
    sleep.set(AWAKE);
  }

  /** Selector thread: runs all that waits. */
  void run() {
    for (Runnable c = queue.poll(); c != null; c = queue.poll()) {
      try {
        c.run();
      } catch (RuntimeException | Error e) {
        LOG.error("a command to {} failed", thread.getName(), e);
      }
    }
  }

  /** Selector thread: runs what still waits; nothing is run afterwards. */
  void end() {
    ended = true;
    run();
  }
}
