package io.avp.gnutella.stream;

import akka.stream.BoundedSourceQueue;
import akka.stream.QueueOfferResult;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One selector thread and what belongs to it. Everything that touches a socket runs on this thread:
 * others put commands into its queue, and wake it only if it sleeps.
 */
final class IoShard implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(IoShard.class);
  private static final int AWAKE = 0;
  private static final int SELECTING = 1;
  private static final int PARKED = 2;
  private static final long TICK_MILLIS = 100;
  private static final int INFLATE_STEP = 64 << 10;
  private static final int POOLED_BATCHES = 32;

  private final int index;
  private final StreamSettings settings;
  private final Counters counters;
  private final Inbound.Shared shared;
  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sleep = new AtomicInteger(AWAKE);
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(POOLED_BATCHES);
  private final WriteSpace space = new WriteSpace();
  private final Sockets sockets;
  private final ReadLoop reads;
  private final Lifecycle lifecycle;
  private final Writes writes;
  private BoundedSourceQueue<Round> stream;
  private boolean streamBroken;
  private boolean stopping;
  private long stopNanos;
  private long nextTick = System.nanoTime();

  IoShard(
      int index, StreamSettings settings, Counters counters, Admission admission, HttpLayer http)
      throws IOException {

    this.index = index;
    this.settings = settings;
    this.counters = counters;
    this.shared = new Inbound.Shared(settings, counters, http, new byte[INFLATE_STEP]);
    this.selector = Selector.open();
    this.sockets = new Sockets(this, admission);
    this.reads = new ReadLoop(this, settings);
    this.lifecycle = new Lifecycle(this, admission);
    this.writes = new Writes(this);
    this.thread = new Thread(this, "avp-io-" + index);
  }

  int index() {
    return index;
  }

  StreamSettings settings() {
    return settings;
  }

  Counters counters() {
    return counters;
  }

  Inbound.Shared shared() {
    return shared;
  }

  Selector selector() {
    return selector;
  }

  WriteSpace space() {
    return space;
  }

  Sockets sockets() {
    return sockets;
  }

  ReadLoop reads() {
    return reads;
  }

  Lifecycle lifecycle() {
    return lifecycle;
  }

  Writes writes() {
    return writes;
  }

  BlockingQueue<Batch> batches() {
    return batches;
  }

  boolean isStopping() {
    return stopping;
  }

  void start(BoundedSourceQueue<Round> to) {
    stream = to;
    thread.start();
  }

  /** Any thread: runs a command on the selector thread, soon; forgotten after the end. */
  void execute(Runnable command) {
    commands.add(command);
    wake();
  }

  /** Any thread: the stream is done with a round. */
  void recycle(Round round) {
    reads.recycle(round);
    if (sleep.get() == PARKED) {
      wake();
    }
  }

  /** Any thread. */
  void close(Connection connection, CloseReason reason, String detail) {
    if (connection instanceof SocketConnection c) {
      c.ioShard().execute(() -> c.ioShard().lifecycle.close(c, reason, detail));
    }
  }

  private void wake() {
    int was = sleep.getAndSet(AWAKE);
    if (was == SELECTING) {
      selector.wakeup();
    } else if (was == PARKED) {
      LockSupport.unpark(thread);
    }
  }

  /** Any thread: ends all connections and then the thread. */
  void stop() {
    execute(
        () -> {
          stopping = true;
          stopNanos = System.nanoTime() + settings.linger().toNanos();
          lifecycle.stop();
        });
  }

  /** Waits for the thread to end. */
  void join() throws InterruptedException {
    thread.join();
  }

  @Override
  public void run() {
    try {
      while (!isDone()) {
        try {
          runCommands();
          tick();
          reads.leave();
          sleepAndSelect();
        } catch (IOException | RuntimeException | Error e) {
          LOG.error("I/O shard {} goes on after an internal error", index, e);
        }
      }
    } finally {
      stream.complete();
      lifecycle.abandonAll();
      try {
        selector.close();
      } catch (IOException e) {
        LOG.warn("could not close the selector of I/O shard {}", index, e);
      }
    }
  }

  private boolean isDone() {
    if (!stopping) {
      return false;
    }
    boolean late = System.nanoTime() - stopNanos > 0;
    if (late) {
      lifecycle.abandonAll();
    }
    return sockets.all.isEmpty() && (reads.isDrained() || streamBroken || late);
  }

  private void runCommands() {
    for (Runnable c = commands.poll(); c != null; c = commands.poll()) {
      try {
        c.run();
      } catch (RuntimeException | Error e) {
        LOG.error("a command to I/O shard {} failed", index, e);
      }
    }
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - nextTick >= 0) {
      nextTick = now + TICK_MILLIS * 1_000_000;
      lifecycle.tick(now);
    }
  }

  private void sleepAndSelect() throws IOException {
    if (!reads.canRead()) {
      counters.roundWaits.increment();
      sleep.set(PARKED);
      if (commands.isEmpty() && !reads.canRead()) {
        LockSupport.parkNanos(TICK_MILLIS * 1_000_000);
      }
      sleep.set(AWAKE);
      return;
    }
    sleep.set(SELECTING);
    if (commands.isEmpty()) {
      selector.select(this::ready, TICK_MILLIS);
    } else {
      selector.selectNow(this::ready);
    }
    sleep.set(AWAKE);
  }

  private void ready(SelectionKey key) {
    sleep.set(AWAKE);
    if (key.attachment() instanceof SocketConnection c) {
      lifecycle.ready(c, key);
    } else if (key.attachment() instanceof PortListener listener) {
      listener.ready(key);
    } else if (key.attachment() instanceof Datagrams datagrams) {
      datagrams.ready();
    }
  }

  /** Gives a round to the stream, which has room for all rounds that exist. */
  void offer(Round round) {
    QueueOfferResult result = stream.offer(round);
    if (!result.isEnqueued()) {
      if (!streamBroken) {
        streamBroken = true;
        LOG.error("the stream of I/O shard {} takes no more: {}; closing all", index, result);
        stop();
      }
      reads.recycle(round);
    }
  }
}
