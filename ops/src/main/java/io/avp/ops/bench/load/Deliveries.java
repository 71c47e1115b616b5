package io.avp.ops.bench.load;

/**
 * Copies that have arrived at members of an overloaded relay: each must be, byte for byte, what the
 * relay must make of a query, come to whom it belongs, once and in the sender's order. Some may be
 * missing.
 */
final class Deliveries {
  private final FanOut fanOut;
  private final QueryFrames frames;
  private final CopyCheck check;
  private final long[] next;
  private final long[] ofSource;
  private long all;

  Deliveries(FanOut fanOut, QueryFrames frames) {
    this.fanOut = fanOut;
    this.frames = frames;
    this.check = new CopyCheck(fanOut, frames);
    this.next = new long[check.edges()];
    this.ofSource = new long[fanOut.connections()];
  }

  /** Takes a query that connection {@code target} received. */
  void take(byte[] bytes, int at, int length, int target) throws LoadFailure {
    int edge = check.edge(bytes, at, length, target);
    if (edge == CopyCheck.OWN) {
      return;
    }
    int source = edge / fanOut.width();
    long number = frames.number(bytes, at);
    if (number < next[edge]) {
      throw new LoadFailure(
          "connection " + target + " got query " + number + " of " + source + " twice");
    }
    next[edge] = number + 1;
    ofSource[source]++;
    all++;
  }

  /** Copies of what a connection has sent, at all its targets. */
  long ofSource(int source) {
    return ofSource[source];
  }

  /** All copies. */
  long all() {
    return all;
  }
}
