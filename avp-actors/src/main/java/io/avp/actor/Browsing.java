package io.avp.actor;

import io.avp.gnutella.qrp.QrpTable;
import io.avp.vcc.cache.KnownFiles;
import io.avp.vcc.policy.BrowsePolicy;
import java.util.concurrent.TimeUnit;

/** What is known of a member's files, and of browsing it. */
final class Browsing {
  /** All its files, if the regions know them; else null, and it is asked. */
  KnownFiles files;

  /** From when on siblings' questions count as answered from these. */
  long answeredFromNanos;

  /** It is being browsed, or that is asked for; or what it told is being told. */
  boolean underWay;

  /** It has shown that it cannot be browsed. */
  boolean never;

  /** An index query that it is answering; else null. */
  IndexQuery index;

  /** It has shown that it does not answer index queries. */
  boolean ignoresIndex;

  /** Its query table when it was browsed last. */
  QrpTable table;

  /** When it was browsed last; not at all if {@link #browsed} is false. */
  long browsedNanos;

  boolean browsed;

  /** Browses in a row from which nothing was learnt. */
  int failures;

  /** Not before that; not bounded if {@link #bounded} is false. */
  long notBeforeNanos;

  boolean bounded;

  /** What is to be done. */
  BrowsePolicy.Verdict decide(boolean queueEmpty, boolean roomForMore, long nowNanos) {
    return BrowsePolicy.decide(
        new BrowsePolicy.Facts(
            false,
            never,
            files != null || underWay,
            false,
            browsed ? TimeUnit.NANOSECONDS.toMillis(nowNanos - browsedNanos) : Long.MAX_VALUE,
            bounded ? TimeUnit.NANOSECONDS.toMillis(notBeforeNanos - nowNanos) : 0,
            queueEmpty,
            roomForMore));
  }

  /** It was browsed. */
  void browsed(long nowNanos) {
    browsed = true;
    browsedNanos = nowNanos;
  }

  /** It is left alone for some time. */
  void wait(long nanos, long nowNanos) {
    bounded = true;
    notBeforeNanos = nowNanos + nanos;
  }
}
