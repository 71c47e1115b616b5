package io.avp.gnutella.stream;

import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of one selector thread, which is woken only if it sleeps: commands to its sockets,
 * and turns of the actors that live on it. Actors may have turns when the sockets are gone.
 */
final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final int AWAKE = 0;
  private static final int SELECTING = 1;
  private static final int PARKED = 2;

  /** Turns of actors between two looks at the sockets. */
  private static final int TURNS = 256;

  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> turns = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sleep = new AtomicInteger(AWAKE);
  private final Selector selector;
  private final Thread thread;
  private volatile boolean ended;
  private volatile boolean inhabited;
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
    inhabited = true;
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
    inhabited = false;
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

  /** Any thread: ends {@link #parked}, if it is that. */
  void unpark() {
    if (!isHere() && sleep.compareAndSet(PARKED, AWAKE)) {
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
    for (int left = TURNS; left > 0; left--) {
      Runnable turn = turns.poll();
      if (turn == null) {
        return;
      }
      run(turn);
      runCommands();
    }
  }

  private void runCommands() {
    for (Runnable c = queue.poll(); c != null; c = queue.poll()) {
      run(c);
    }
  }

  private void run(Runnable one) {
    try {
      one.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a command to {} failed", thread.getName(), e);
    }
  }

  /** Selector thread: runs the commands that still wait; none is run afterwards. */
  void end() {
    ended = true;
    runCommands();
  }

  /** Selector thread: gives actors their turns until none lives here. */
  void serveActors() {
    while (inhabited) {
      run();
      parked();
      if (isEmpty() && inhabited) {
        LockSupport.park(this);
      }
      awake();
    }
    dead = true;
    run();
  }
}
