package io.avp.gnutella.stream;

import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.util.control.NonFatal;

/**
 * What is asked of one selector thread, which is woken only if it sleeps: commands to its sockets,
 * and turns of the actors that live on it. Actors may have turns when the sockets are gone.
 */
final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final int AWAKE = 0;
  private static final int SELECTING = 1;
  private static final int PARKED = 2;

  /** Time for turns of actors between two looks at the sockets; the last one may exceed it. */
  private static final long TURNS_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sleep = new AtomicInteger(AWAKE);
  private final Selector selector;
  private final Thread thread;
  private volatile boolean ended;
  private final AtomicInteger executors = new AtomicInteger();
  private volatile boolean dead;

  Commands(Selector selector, Thread thread) {
    this.selector = selector;
    this.thread = thread;
  }

  /**
   * Any thread: has a command run, soon.
   *
   * @return false if it never will be, because the sockets are gone
   */
  boolean execute(Runnable command) {
    queue.add(command);
    if (ended) {
      return !queue.remove(command); // unless the thread took it before it ended
    }
    wake();
    return true;
  }

  /** Any thread: the thread as a place for actors, until the last one has gone. */
  ExecutorService actors() {
    executors.incrementAndGet();
    return new ActorExecutor(this::turn, this::uninhabited);
  }

  private void turn(Runnable turn) {
    turns.add(turn);
    if (dead) {
      if (turns.remove(turn)) {
        throw new RejectedExecutionException(thread.getName() + " has ended");
      }
      return;
    }
    wake();
  }

  private void uninhabited() {
    executors.decrementAndGet();
    LockSupport.unpark(thread);
  }

  /** True on the selector thread while no command waits: what is done now does not overtake. */
  boolean isNext() {
    return isHere() && queue.isEmpty();
  }

  /** True on the selector thread. */
  boolean isHere() {
    return Thread.currentThread() == thread;
  }

  private void wake() {
    if (isHere()) {
      return;
    }
    int was = sleep.getAndSet(AWAKE);
    if (was == SELECTING) {
      selector.wakeup();
    } else if (was == PARKED) {
      LockSupport.unpark(thread);
    }
  }

  boolean isEmpty() {
    return queue.isEmpty() && turns.isEmpty();
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

  /** Selector thread: runs the commands that wait, and turns of actors. */
  void run() {
    runCommands();
    long since = System.nanoTime();
    for (Runnable turn = turns.poll(); turn != null; turn = next(since)) {
      run(turn);
      runCommands();
    }
  }

  private Runnable next(long since) {
    return System.nanoTime() - since < TURNS_NANOS ? turns.poll() : null;
  }

  private void runCommands() {
    for (Runnable c = queue.poll(); c != null; c = queue.poll()) {
      run(c);
    }
  }

  private void run(Runnable one) {
    try {
      one.run();
    } catch (Throwable e) {
      LOG.error("a command to {} failed", thread.getName(), e);
      if (!NonFatal.apply(e)) {
        // The actor system's own: by its settings the process ends.
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  /** Selector thread: runs the commands that still wait; none is run afterwards. */
  void end() {
    ended = true;
    runCommands();
  }

  /** Selector thread: gives actors their turns until none lives here. */
  void serveActors() {
    while (executors.get() > 0) {
      run();
      parked();
      if (isEmpty() && executors.get() > 0) {
        LockSupport.park(this);
      }
      awake();
    }
    dead = true;
    while (!turns.isEmpty()) {
      run();
    }
  }
}
