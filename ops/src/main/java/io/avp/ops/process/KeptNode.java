package io.avp.ops.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A node that is started again when it ends, after 1, 2, 4 ... 30 s, as by {@code avp up}. */
public final class KeptNode implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int LONGEST_WAIT = 30;
  private static final int SETTLED_SECONDS = 60;

  private final Launch launch;
  private final Thread keeper = new Thread(this::keep, "keeper");
  private volatile NodeProcess node;
  private volatile int restarts;
  private volatile boolean ends;

  /** How it is started. */
  public interface Launch {
    /** Starts it and does not wait. */
    NodeProcess launch() throws IOException;
  }

  /** Starts it. */
  public KeptNode(Launch launch) throws IOException {
    this.launch = launch;
    node = launch.launch();
    keeper.setDaemon(true);
    keeper.start();
  }

  /** Its process now. */
  public NodeProcess node() {
    return node;
  }

  /** How often it has been started again. */
  public int restarts() {
    return restarts;
  }

  private void keep() {
    int wait = 1;
    long started = System.nanoTime();
    try {
      while (!ends) {
        int code = node.awaitEnd(LOOK);
        if (code == 0) {
          return; // somebody wanted it to end
        }
        if (code == -1) {
          continue; // it runs
        }
        wait = System.nanoTime() - started > TimeUnit.SECONDS.toNanos(SETTLED_SECONDS) ? 1 : wait;
        TimeUnit.SECONDS.sleep(wait);
        wait = Math.min(LONGEST_WAIT, 2 * wait);
        started = System.nanoTime();
        restart();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // It stays down, which whoever looks at it sees.
      ends = true;
    }
  }

  private synchronized void restart() throws IOException {
    if (!ends) {
      restarts++;
      node = launch.launch();
    }
  }

  /** Starts it no more. */
  public synchronized void leave() {
    ends = true;
    keeper.interrupt();
  }

  /** Ends it. */
  @Override
  public void close() {
    leave();
    node.close();
  }
}
