package io.avp.ops.sim;

import io.avp.ops.sim.Streams.Purpose;
import io.avp.ops.workload.Zipf;
import java.util.SplittableRandom;

/**
 * Where peers are in the network below, and so how long a message takes: networks of different
 * sizes on a plane, and the way from each peer into its network. 5 bytes per peer.
 */
final class Places {
  private static final int NETWORKS = 50;
  private static final double MICROS = 1000;

  private final byte[] network;
  private final int[] access;
  private final int[][] between = new int[NETWORKS][NETWORKS];

  Places(long seed, int peers, Scenario.Network shape) {
    network = new byte[peers];
    access = new int[peers];
    SplittableRandom plane = Streams.of(seed, Purpose.PLACES, -1);
    double[] x = plane.doubles(NETWORKS).toArray();
    double[] y = plane.doubles(NETWORKS).toArray();
    for (int a = 0; a < NETWORKS; a++) {
      for (int b = 0; b < NETWORKS; b++) {
        between[a][b] =
            (int) (MICROS * shape.planeMillis() * StrictMath.hypot(x[a] - x[b], y[a] - y[b]));
      }
    }
    Zipf sizes = new Zipf(NETWORKS, 1, 0);
    for (int peer = 0; peer < peers; peer++) {
      SplittableRandom random = Streams.of(seed, Purpose.PLACES, peer);
      network[peer] = (byte) sizes.draw(random);
      access[peer] =
          (int)
              (MICROS
                  * shape.accessMillis()
                  * StrictMath.exp(shape.accessSigma() * Normal.draw(random)));
    }
  }

  /** How long a message takes, in microseconds. */
  long delay(int from, int to) {
    return 1L + access[from] + access[to] + between[network[from]][network[to]];
  }
}
