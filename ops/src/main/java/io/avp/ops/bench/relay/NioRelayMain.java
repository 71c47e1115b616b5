package io.avp.ops.bench.relay;

import io.avp.ops.bench.load.Ring;
import java.io.IOException;
import java.util.stream.Stream;

/**
 * Runs {@link NioRelay} in a JVM of its own: says its port in one line, ends when its standard
 * input does.
 */
final class NioRelayMain {
  private NioRelayMain() {}

  /**
   * Arguments: the parts of the {@link Ring} that the load is made for, in their order, and 1 if
   * connections are compressed, else 0.
   */
  public static void main(String[] args) throws IOException {
    int[] ring = Stream.of(args).mapToInt(Integer::parseInt).toArray();
    Ring fanOut = new Ring(ring[0], ring[1], ring[2], ring[3], ring[4]);
    NioRelay relay = new NioRelay(fanOut, ring[5] == 1);
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
