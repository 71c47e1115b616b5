package io.avp.vcc.policy;

import io.avp.gnutella.wire.Guid;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who was browsed within the hour, and who wants to be left alone, by GUID; bounded. One place of
 * the cluster keeps the log of a GUID, so that nobody is browsed twice. Not safe for several
 * threads; times are readings of a clock in milliseconds that all who share a log read alike.
 */
public final class BrowseLog {
  private static final long LONGEST_RETRY_MILLIS = 24 * 3_600_000L;

  private record Entry(String by, long browsedMillis, long notBeforeMillis) {}

  private final int capacity;

  /** Who was browsed first comes first. */
  private final Map<Guid, Entry> entries = new LinkedHashMap<>();

  private long refused;

  /**
   * Empty.
   *
   * @param capacity most members, 1 or more
   */
  public BrowseLog(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Claims the browse of a member: whoever is told true does it, and {@link #release releases} it
   * if nothing was learnt. Whoever has claimed it may do so again: it may not have heard the
   * answer.
   *
   * @param by names the relation for which it is claimed
   * @return false if another has claimed it within the hour, it wants to be left alone, or the log
   *     is full
   */
  public boolean claim(Guid servent, String by, long nowMillis) {
    Entry entry = entries.get(servent);
    boolean others =
        entry != null
            && nowMillis - entry.browsedMillis < BrowsePolicy.PERIOD_MILLIS
            && !entry.by.equals(by);
    if (others || retryInMillis(servent, nowMillis) > 0) {
      return false;
    }
    forgetOld(nowMillis);
    entries.remove(servent);
    if (entries.size() >= capacity) {
      refused++;
      return false;
    }
    entries.put(servent, new Entry(by, nowMillis, nowMillis));
    return true;
  }

  /**
   * A member that was browsed has said when it may be asked again.
   *
   * @param retryAfterSeconds at most a day counts
   */
  public void leaveAlone(Guid servent, long retryAfterSeconds, long nowMillis) {
    Entry entry = entries.get(servent);
    if (entry != null) {
      entries.put(
          servent, new Entry(entry.by, entry.browsedMillis, nowMillis + millis(retryAfterSeconds)));
    }
  }

  /**
   * A browse has failed: it counts as none, and may be tried again some time later.
   *
   * @param retryAfterSeconds at most a day counts
   */
  public void release(Guid servent, long retryAfterSeconds, long nowMillis) {
    Entry entry = entries.get(servent);
    if (entry != null) {
      long never = nowMillis - BrowsePolicy.PERIOD_MILLIS;
      entries.put(servent, new Entry(entry.by, never, nowMillis + millis(retryAfterSeconds)));
    }
  }

  private static long millis(long retryAfterSeconds) {
    return Math.max(0, Math.min(retryAfterSeconds, LONGEST_RETRY_MILLIS / 1_000)) * 1_000;
  }

  /** Since it was browsed the last time; {@link Long#MAX_VALUE} if not within the hour. */
  public long sinceBrowsedMillis(Guid servent, long nowMillis) {
    Entry entry = entries.get(servent);
    return entry == null ? Long.MAX_VALUE : nowMillis - entry.browsedMillis;
  }

  /** How long it still wants to be left alone; 0 if it does not. */
  public long retryInMillis(Guid servent, long nowMillis) {
    Entry entry = entries.get(servent);
    return entry == null ? 0 : Math.max(0, entry.notBeforeMillis - nowMillis);
  }

  private void forgetOld(long nowMillis) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      boolean recent = nowMillis - entry.browsedMillis < BrowsePolicy.PERIOD_MILLIS;
      if (recent) {
        return;
      }
      if (entry.notBeforeMillis <= nowMillis) {
        oldest.remove();
      }
    }
  }

  /** Members in the log. */
  public int size() {
    return entries.size();
  }

  /** Browses that were put off because the log was full, since the start. */
  public long refused() {
    return refused;
  }
}
