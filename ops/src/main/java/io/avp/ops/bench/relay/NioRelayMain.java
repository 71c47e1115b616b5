package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.FanOut;
import java.io.IOException;

/**
 * Runs {@link NioRelay} in a JVM of its own: says its port in one line, ends when its standard
 * input does.
 */
final class NioRelayMain {
  private NioRelayMain() {}

  /** Arguments: number of connections, copies per descriptor, nodes that the load is made for. */
  public static void main(String[] args) throws IOException {
    FanOut fanOut =
        new FanOut(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    NioRelay relay = new NioRelay(fanOut);
    Thread thread = new Thread(relay, "relay");
    thread.setDaemon(true);
    thread.start();
    System.out.println(relay.port());
    while (System.in.read() >= 0) {
      // Whoever started it says nothing, and ends.
    }
    if (relay.failure() != null) {
      System.err.println("relay: " + relay.failure().getMessage());
    }
    System.exit(0);
  }
}
