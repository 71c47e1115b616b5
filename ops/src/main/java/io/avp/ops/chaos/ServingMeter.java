package io.avp.ops.chaos;

import io.avp.ops.process.KeptNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Watches how many nodes serve at the same time: the least number is what a fault has cost. One
 * that does not serve at two looks in a row is counted out; who sends it servents waits for as
 * long, too.
 */
public final class ServingMeter implements AutoCloseable {
  private static final int LOOK_MILLIS = 300;

  private final BitSet serving = new BitSet();
  private final List<Thread> watchers = new ArrayList<>();
  private int least;

  /** Begins; all of them serve. */
  public ServingMeter(List<KeptNode> nodes) {
    least = nodes.size();
    serving.set(0, nodes.size());
    // One that hangs must not keep the others from being looked at.
    for (int i = 0; i < nodes.size(); i++) {
      int node = i;
      Thread watcher = new Thread(() -> watch(nodes.get(node), node), "serving-meter");
      watcher.setDaemon(true);
      watcher.start();
      watchers.add(watcher);
    }
  }

  private void watch(KeptNode node, int number) {
    try {
      boolean before = true;
      while (!Thread.currentThread().isInterrupted()) {
        boolean now = node.node().isReady();
        saw(number, before || now);
        before = now;
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void saw(int node, boolean serves) {
    serving.set(node, serves);
    least = Math.min(least, serving.cardinality());
  }

  /** The least number of nodes that served at the same time. */
  public synchronized int least() {
    return least;
  }

  @Override
  public void close() {
    watchers.forEach(Thread::interrupt);
  }
}
