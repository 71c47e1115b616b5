package io.avp.gnutella.stream;

import akka.stream.BoundedSourceQueue;
import akka.stream.QueueOfferResult;
import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One selector thread and what belongs to it. Everything that touches a socket runs on this thread:
 * others put commands into its queue, and wake it only if it sleeps. The stream that frames, and
 * the actors that own sockets, have their turns on it too.
 */
final class IoShard implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(IoShard.class);
  private static final long TICK_MILLIS = 100;
  private static final int INFLATE_STEP = 64 << 10;
  private static final int POOLED_BATCHES = 32;

  /** What the stream gets to take the last news, after the linger time of the sockets. */
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** While a shard is behind with writing, others look again so often. */
  private static final long BEHIND_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final int index;
  private final StreamSettings settings;
  private final Counters counters;
  private final Inbound.Shared shared;
  private final Selector selector;
  private final Thread thread;
  private final Commands commands;
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(POOLED_BATCHES);
  private final WriteSpace space = new WriteSpace();
  private final Sockets sockets;
  private final ReadLoop reads;
  private final Arrivals arrivals;
  private final Lifecycle lifecycle;
  private final Deadlines deadlines;
  private final Writes writes;
  private final CountDownLatch socketsGone = new CountDownLatch(1);
  private BoundedSourceQueue<Round> stream;
  private boolean streamBroken;
  private boolean stopping;
  private long stopNanos;
  private long nextTick = System.nanoTime();

  IoShard(
      int index,
      StreamSettings settings,
      Counters counters,
      Admission admission,
      HttpLayer http,
      UncaughtExceptionHandler fatal)
      throws IOException {

    this.index = index;
    this.settings = settings;
    this.counters = counters;
    this.shared = new Inbound.Shared(settings, counters, http, new byte[INFLATE_STEP]);
    this.selector = Selector.open();
    this.sockets = new Sockets(this, admission);
    this.reads = new ReadLoop(this, settings);
    this.arrivals = new Arrivals(this, admission);
    this.lifecycle = new Lifecycle(this);
    this.deadlines = new Deadlines(this);
    this.writes = new Writes(this);
    this.thread = new Thread(this, "avp-io-" + index);
    this.thread.setUncaughtExceptionHandler(fatal);
    this.commands = new Commands(selector, thread);
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

  Arrivals arrivals() {
    return arrivals;
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

  /** Any thread; see {@link Commands#execute}. */
  boolean execute(Runnable command) {
    return commands.execute(command);
  }

  /** True if what is done to sockets now, by this thread, overtakes nothing. */
  boolean isNext() {
    return commands.isNext() && socketsGone.getCount() > 0;
  }

  /** Any thread: gives actors their turns on this thread, also when its sockets are gone. */
  ExecutorService actors() {
    return commands.actors();
  }

  /** True on the selector thread. */
  boolean isHere() {
    return commands.isHere();
  }

  /** Stream: is done with a round. */
  void recycle(Round round) {
    reads.recycle(round);
  }

  /** Any thread. */
  void close(Connection connection, CloseReason reason, String detail) {
    if (connection instanceof SocketConnection c) {
      c.ioShard().execute(() -> c.ioShard().lifecycle.close(c, reason, detail));
    }
  }

  /** Any thread: ends all connections and then the thread. */
  void stop() {
    execute(
        () -> {
          stopping = true;
          stopNanos = System.nanoTime() + settings.linger().toNanos();
          arrivals.stop();
          lifecycle.closeAll();
        });
  }

  /** Waits until all sockets are closed and the stream has heard of it. */
  void awaitEnd() throws InterruptedException {
    socketsGone.await();
  }

  @Override
  public void run() {
    try {
      while (!isDone()) {
        try {
          // What a look at the sockets has brought is handled before the next look.
          reads.leave();
          commands.run();
          tick();
          lifecycle.readMissed();
          reads.leave();
          sleepAndSelect();
        } catch (IOException | RuntimeException | Error e) {
          LOG.error("I/O shard {} goes on after an internal error", index, e);
        }
      }
    } finally {
      endStream();
      lifecycle.abandonAll();
      try {
        selector.close();
      } catch (IOException e) {
        LOG.warn("could not close the selector of I/O shard {}", index, e);
      }
      commands.end();
      socketsGone.countDown();
      commands.serveActors();
    }
  }

  private void endStream() {
    try {
      stream.complete();
    } catch (IllegalStateException e) {
      LOG.debug("the stream of I/O shard {} ended first, with its actor system", index, e);
    }
  }

  private boolean isDone() {
    if (!stopping) {
      return false;
    }
    long late = System.nanoTime() - stopNanos;
    if (late > 0) {
      lifecycle.abandonAll();
    }
    // The stream still has to hear of every end: it frees slots and inflaters, and tells owners.
    return sockets.all.isEmpty() && (reads.isDrained() || streamBroken || late > DRAIN_NANOS);
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - nextTick >= 0) {
      nextTick = now + TICK_MILLIS * 1_000_000;
      deadlines.tick(now);
      arrivals.tick();
    }
  }

  private void sleepAndSelect() throws IOException {
    if (!reads.canRead()) {
      counters.roundWaits.increment();
      commands.parked();
      if (commands.isEmpty() && !reads.canRead()) {
        LockSupport.parkNanos(reads.isBehind() ? BEHIND_NANOS : TICK_MILLIS * 1_000_000);
      }
      commands.awake();
      return;
    }
    commands.selecting();
    if (commands.isEmpty()) {
      selector.select(this::ready, TICK_MILLIS);
    } else {
      selector.selectNow(this::ready);
    }
    commands.awake();
  }

  private void ready(SelectionKey key) {
    commands.awake();
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
