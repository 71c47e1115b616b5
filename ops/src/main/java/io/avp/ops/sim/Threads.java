package io.avp.ops.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Shares numbered work out, each part to one thread; the outcome does not depend on how. */
final class Threads implements AutoCloseable {
  private final ExecutorService pool;

  /** So many threads, 1 or more. */
  Threads(int threads) {
    pool = Executors.newFixedThreadPool(threads);
  }

  /**
   * Does something with each number from 0 on, and returns when all is done.
   *
   * @param count of numbers
   * @param part how many of them, one after the other, are one part
   * @param worker makes what works on a part, alone
   */
  void each(int count, int part, Supplier<IntConsumer> worker) throws InterruptedException {
    List<Callable<Boolean>> parts = new ArrayList<>();
    for (int from = 0; from < count; from += part) {
      int begin = from;
      int end = Math.min(count, from + part);
      parts.add(
          () -> {
            IntConsumer own = worker.get();
            for (int n = begin; n < end; n++) {
              own.accept(n);
            }
            return true;
          });
    }
    for (Future<Boolean> done : pool.invokeAll(parts)) {
      try {
        done.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ScenarioException unfit) {
          throw unfit;
        }
        throw new IllegalStateException("a part of the run has failed", e.getCause());
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
