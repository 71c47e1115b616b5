package io.avp.ops.bench.load;

import io.avp.gnutella.wire.HostAddress;
import io.avp.ops.process.JavaProcess;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.process.ScratchDirectory;
import java.io.IOException;
import java.time.Duration;

/** A node of one virtual peer with the flags that it is shipped with; gone when closed. */
public final class BenchNode implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final ScratchDirectory directory = ScratchDirectory.create();
  private final Thread cleaner = new Thread(this::end, "cleaner");
  private final NodeProcess node;

  private BenchNode(String settings) throws IOException, InterruptedException {
    String all =
        "avp.gnutella.reachable = [\"127.0.0.0/8\"]\navp.peer-count = 1\n" + settings + '\n';
    try {
      node = NodeProcess.start(directory.path(), "bench", all, JavaProcess.nodeFlags(), START);
    } catch (IOException | InterruptedException e) {
      directory.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param settings HOCON, beside those that every bench needs
   */
  public static BenchNode start(String settings) throws IOException, InterruptedException {
    return new BenchNode(settings);
  }

  /** Where its virtual peer listens. */
  public HostAddress peer() {
    return node.peers().get(0);
  }

  /** Its process id. */
  public long pid() {
    return node.pid();
  }

  /** The last lines of its log. */
  public String tail() throws IOException {
    return node.tail();
  }

  private void end() {
    node.close();
    directory.close();
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The command is ending: the cleaner runs, and finds nothing left to do.
    }
  }
}
