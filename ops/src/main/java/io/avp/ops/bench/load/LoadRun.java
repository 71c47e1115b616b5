package io.avp.ops.bench.load;

import java.io.IOException;
import java.util.List;

/** One run of a load: decides who sends when, and when it is over. */
final class LoadRun {
  /** What a foreign relay has not passed on within this time is lost, in nanoseconds. */
  private static final long PATIENCE = 1_000_000_000L;

  /**
   * No source asks so many more than another: a node that hears almost only one of them gives it no
   * more than its share of the table of message ids.
   */
  private static final int AHEAD = 1 << 16;

  private final List<LoadConnection> sources;
  private final QueryFrames frames;
  private final Receipts receipts;
  private final LoadShape shape;
  private final Latencies latencies;
  private final long copiesBefore;
  private final long lostBefore;
  private final long start = System.nanoTime();
  private long progress = start;
  private long copies;
  private long count;
  private int turn;

  LoadRun(
      List<LoadConnection> sources,
      QueryFrames frames,
      Receipts receipts,
      LoadShape shape,
      Latencies latencies) {
    this.sources = sources;
    this.frames = frames;
    this.receipts = receipts;
    this.shape = shape;
    this.latencies = latencies;
    this.copiesBefore = receipts.copies();
    this.lostBefore = receipts.lost();
    this.copies = copiesBefore;
  }

  /**
   * Sends what may be sent now.
   *
   * @return false if all has been sent and come
   */
  boolean step(long nanos, long most) throws IOException {
    long now = System.nanoTime();
    // A foreign relay that has passed on nothing yet gets the time to begin.
    boolean early = now - start < nanos || !frames.isExact() && copies == copiesBefore;
    long due = early ? Math.min(most, shape.due(now - start)) : 0;
    long open = sources.stream().mapToLong(this::open).sum();
    long least = sources.stream().mapToLong(c -> c.sent).min().orElse(0);
    for (int i = 0; i < sources.size() && count < due; i++) {
      if (shape.inFlight() - open < shape.batch()) {
        break;
      }
      LoadConnection c = sources.get(turn);
      turn = (turn + 1) % sources.size();
      if (c.isIdle() && c.sent - least < AHEAD && shape.window() - open(c) >= shape.batch()) {
        send(c);
        open += shape.batch();
      }
    }
    look(now, open + receipts.awaited());
    return open > 0 || receipts.awaited() > 0 || early && count < most;
  }

  private long open(LoadConnection c) {
    return c.sent - receipts.complete(c.index);
  }

  private void send(LoadConnection c) throws IOException {
    long now = System.nanoTime();
    for (int i = 0; i < shape.batch(); i++) {
      int at = c.claim(QueryFrames.BYTES);
      latencies.sent(c.index, c.sent, now);
      frames.write(c.out(), at, c.index, c.sent++);
    }
    count += shape.batch();
    c.flush();
  }

  /** Whether anything has come since the last look. */
  private void look(long now, long open) throws LoadFailure {
    if (receipts.copies() != copies) {
      copies = receipts.copies();
      progress = now;
    } else if (open > 0 && now - progress > Connections.STALL_NANOS) {
      throw new LoadFailure("nothing has come for 10 s: " + missing());
    } else if (!frames.isExact() && copies > copiesBefore && now - progress > PATIENCE) {
      sources.forEach(c -> receipts.forgive(c.index, c.sent));
    }
  }

  private String missing() {
    for (LoadConnection c : sources) {
      if (open(c) > 0) {
        return String.format(
            "of %d queries of connection %d only %d reached all their targets",
            c.sent, c.index, receipts.complete(c.index));
      }
    }
    return receipts.awaited() + " copies that others have overtaken are missing";
  }

  Outcome outcome() {
    return new Outcome(
        count,
        receipts.copies() - copiesBefore,
        receipts.lost() - lostBefore,
        progress - start,
        latencies);
  }
}
