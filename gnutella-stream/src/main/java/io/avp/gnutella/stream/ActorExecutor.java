package io.avp.gnutella.stream;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The turns of actors on a selector thread, from the first actor to the last. */
final class ActorExecutor extends AbstractExecutorService {
  private final Consumer<Runnable> thread;
  private final Runnable unused;
  private final AtomicBoolean shutdown = new AtomicBoolean();

  /**
   * An executor in use.
   *
   * @param thread takes turns
   * @param unused runs when no actor is left
   */
  ActorExecutor(Consumer<Runnable> thread, Runnable unused) {
    this.thread = thread;
    this.unused = unused;
  }

  @Override
  public void execute(Runnable turn) {
    if (shutdown.get()) {
      throw new RejectedExecutionException("shut down; there is another one"); // Akka tries again
    }
    thread.accept(turn);
  }

  @Override
  public void shutdown() {
    if (shutdown.compareAndSet(false, true)) {
      unused.run();
    }
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown.get();
  }

  @Override
  public boolean isTerminated() {
    return shutdown.get();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown.get();
  }
}
