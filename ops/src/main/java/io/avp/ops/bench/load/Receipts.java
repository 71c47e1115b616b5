package io.avp.ops.bench.load;

/**
 * Which copies have arrived. The copies that one connection gets of another's queries must come in
 * their order, each once; so a lost, doubled or strayed one is noticed with the next.
 */
final class Receipts {
  private final FanOut fanOut;
  private final QueryFrames frames;
  private final long[] next;
  private long copies;

  Receipts(FanOut fanOut, QueryFrames frames) {
    this.fanOut = fanOut;
    this.frames = frames;
    this.next = new long[fanOut.connections() * fanOut.width()];
  }

  /** Takes a query that connection {@code target} received. */
  void take(byte[] bytes, int at, int length, int target) throws LoadFailure {
    int source = frames.source(bytes, at);
    if (!frames.isRelayed(bytes, at, length, source)) {
      throw new LoadFailure("connection " + target + " got a query that is not as it must be");
    }
    int copy = fanOut.copy(source, target);
    if (copy < 0) {
      throw new LoadFailure(
          "connection " + target + " got a query of " + source + ", which goes elsewhere");
    }
    int edge = source * fanOut.width() + copy;
    long number = frames.number(bytes, at);
    if (number != next[edge]) {
      throw new LoadFailure(
          String.format(
              "connection %d got query %d of %d, awaited was %d: %s",
              target, number, source, next[edge], number < next[edge] ? "doubled" : "lost"));
    }
    next[edge] = number + 1;
    copies++;
  }

  /** How many queries of a connection have reached all their targets. */
  long complete(int source) {
    int edge = source * fanOut.width();
    long least = next[edge];
    for (int k = 1; k < fanOut.width(); k++) {
      least = Math.min(least, next[edge + k]);
    }
    return least;
  }

  /** All copies so far. */
  long copies() {
    return copies;
  }
}
