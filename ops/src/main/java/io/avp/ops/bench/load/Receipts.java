package io.avp.ops.bench.load;

/**
 * Which copies have arrived. The copies that one connection gets of another's queries must come in
 * their order, each once; so a lost, doubled or strayed one is noticed with the next. A relay that
 * is not ours may lose them or change their order: that is counted.
 */
final class Receipts {
  private final FanOut fanOut;
  private final QueryFrames frames;
  private final CopyCheck check;
  private final long[] next;
  private final long[] missing;
  private long copies;
  private long lost;
  private Latencies latencies;

  Receipts(FanOut fanOut, QueryFrames frames) {
    this.fanOut = fanOut;
    this.frames = frames;
    this.check = new CopyCheck(fanOut, frames);
    this.next = new long[check.edges()];
    this.missing = new long[next.length];
  }

  /** From now on times go there. */
  void timeTo(Latencies times) {
    latencies = times;
  }

  /** Takes a query that connection {@code target} received. */
  void take(byte[] bytes, int at, int length, int target, long now) throws LoadFailure {
    int edge = check.edge(bytes, at, length, target);
    int source = edge / fanOut.width();
    long number = frames.number(bytes, at);
    if (number >= next[edge]) {
      skip(edge, number, source, target);
      next[edge] = number + 1;
      latencies.received(source, number, now);
    } else if (!frames.isExact() && missing[edge] > 0) {
      missing[edge]--;
      lost--;
    } else {
      throw new LoadFailure(
          "connection " + target + " got query " + number + " of " + source + " twice");
    }
    copies++;
  }

  private void skip(int edge, long number, int source, int target) throws LoadFailure {
    long skipped = number - next[edge];
    if (skipped > 0 && frames.isExact()) {
      throw new LoadFailure(
          String.format(
              "connection %d got query %d of %d, awaited was %d: lost",
              target, number, source, next[edge]));
    }
    missing[edge] += skipped;
    lost += skipped;
  }

  /** Waits no more for what a connection has sent before query {@code number}. */
  void forgive(int source, long number) {
    for (int edge = source * fanOut.width(); edge < (source + 1) * fanOut.width(); edge++) {
      missing[edge] += number - next[edge];
      lost += number - next[edge];
      next[edge] = number;
    }
  }

  /** How many queries of a connection have reached all their targets, or are lost. */
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

  /** Copies that have not come, though later ones have. */
  long lost() {
    return lost;
  }
}
