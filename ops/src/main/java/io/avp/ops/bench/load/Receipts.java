package io.avp.ops.bench.load;

import java.util.HashSet;
import java.util.Set;

/**
 * Which copies have arrived. The copies that one connection gets of another's queries must all
 * come, each once; those that others have overtaken are awaited. A relay that is not ours may lose
 * some: that is counted.
 */
final class Receipts {
  /** A copy that others have overtaken. */
  private record Awaited(int edge, long number) {}

  private static final int MOST_AWAITED = 1 << 20;

  private final FanOut fanOut;
  private final QueryFrames frames;
  private final CopyCheck check;
  private final long[] next;
  private final long[] missing;
  private final Set<Awaited> awaited = new HashSet<>();
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
    if (edge == CopyCheck.OWN) {
      return;
    }
    int source = edge / fanOut.width();
    long number = frames.number(bytes, at);
    if (number >= next[edge]) {
      skip(edge, number, source, target);
      next[edge] = number + 1;
      latencies.received(source, number, now);
    } else if (frames.isExact() ? awaited.remove(new Awaited(edge, number)) : missing[edge] > 0) {
      missing[edge]--;
      lost--;
    } else {
      throw new LoadFailure(
          "connection " + target + " got query " + number + " of " + source + " twice");
    }
    copies++;
  }

  private void skip(int edge, long number, int source, int target) throws LoadFailure {
    for (long skipped = next[edge]; frames.isExact() && skipped < number; skipped++) {
      awaited.add(new Awaited(edge, skipped));
    }
    if (awaited.size() > MOST_AWAITED) {
      throw new LoadFailure(
          String.format(
              "connection %d got query %d of %d, but %d before it are missing: lost",
              target, number, source, awaited.size()));
    }
    missing[edge] += number - next[edge];
    lost += number - next[edge];
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

  /** Copies that have been overtaken, and must still come. */
  int awaited() {
    return awaited.size();
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
