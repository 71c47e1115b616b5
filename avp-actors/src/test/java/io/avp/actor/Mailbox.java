package io.avp.actor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What has come and was not taken yet; whoever waits for something takes it out of its turn. */
final class Mailbox<T> {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  private final List<T> waiting = new ArrayList<>();

  synchronized void add(T item) {
    waiting.add(item);
    notifyAll();
  }

  /** Takes the first that is as wanted; fails the test if none comes. */
  synchronized T take(String what, Predicate<T> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (true) {
      for (Iterator<T> i = waiting.iterator(); i.hasNext(); ) {
        T item = i.next();
        if (wanted.test(item)) {
          i.remove();
          return item;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(what + " did not come; waiting: " + waiting.size());
      }
      wait(left);
    }
  }

  /** How many as wanted have come and were not taken. */
  synchronized long count(Predicate<T> wanted) {
    return waiting.stream().filter(wanted).count();
  }

  synchronized void clear() {
    waiting.clear();
  }
}
