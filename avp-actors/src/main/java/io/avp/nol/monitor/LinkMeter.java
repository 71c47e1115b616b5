package io.avp.nol.monitor;

import io.avp.gnutella.stream.ConnectionSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * Decides when an overlay link hears of its connection: only after a change, and at most once per
 * period. Not safe for several threads.
 */
public final class LinkMeter {
  /** Shortest time between two reports. */
  public static final long PERIOD_NANOS = 10_000_000_000L;

  private static final double SECOND = 1e9;

  private static final ConnectionSnapshot NOTHING =
      new ConnectionSnapshot(0, 0, 0, 0, 0, List.of(), 0, 0, 0);

  private final RttMeter rtt = new RttMeter();
  private ConnectionSnapshot last = NOTHING;
  private int reportedSamples;
  private long lastNanos;

  /** A meter for a connection attached now. */
  public LinkMeter(long nowNanos) {
    this.lastNanos = nowNanos;
  }

  /** The round-trip times of this relation. */
  public RttMeter rtt() {
    return rtt;
  }

  /** What changed, if anything did and the last report is old enough. */
  public Optional<LinkReport> report(ConnectionSnapshot now, long nowNanos) {
    if (nowNanos - lastNanos < PERIOD_NANOS) {
      return Optional.empty();
    }
    boolean same = rtt.samples() == reportedSamples && sameCounters(now);
    return same ? Optional.empty() : Optional.of(make(now, nowNanos));
  }

  /** The last report of an ended connection, whenever the one before was. */
  public LinkReport last(ConnectionSnapshot now, long nowNanos) {
    return make(now, nowNanos);
  }

  // The queue's age alone is no change: it grows by itself.
  private boolean sameCounters(ConnectionSnapshot now) {
    return now.bytesIn() == last.bytesIn()
        && now.bytesOut() == last.bytesOut()
        && now.offeredFrames() == last.offeredFrames()
        && now.queuedFrames() == last.queuedFrames()
        && dropped(now) == dropped(last);
  }

  private LinkReport make(ConnectionSnapshot now, long nowNanos) {
    long in = now.bytesIn() - last.bytesIn();
    long out = now.bytesOut() - last.bytesOut();
    double seconds = Math.max(1, nowNanos - lastNanos) / SECOND;
    LinkReport report =
        new LinkReport(
            now,
            in,
            out,
            dropped(now) - dropped(last),
            in / seconds,
            out / seconds,
            rtt.smoothedMillis(),
            rtt.minMillis());
    last = now;
    lastNanos = nowNanos;
    reportedSamples = rtt.samples();
    return report;
  }

  private static long dropped(ConnectionSnapshot snapshot) {
    long sum = 0;
    for (long count : snapshot.droppedFrames()) {
      sum += count;
    }
    return sum;
  }
}
