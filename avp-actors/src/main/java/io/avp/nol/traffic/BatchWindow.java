package io.avp.nol.traffic;

import java.util.concurrent.TimeUnit;

/**
 * Which batches of descriptors may be on their way to another virtual peer.
 *
 * <p>Batches are numbered from 1, and the other side says which one it has handled last. While none
 * is under way, whatever waits may leave at once: an idle link adds no delay. While some are, only
 * what is worth a batch may leave; the rest gathers until an answer comes. So batches grow with the
 * load, and what a slow receiver has before it is bounded. After silence only one batch at a time
 * tries whether the other side is there again. Not safe for several threads.
 */
public final class BatchWindow {
  /** Most batches under way. */
  public static final int BATCHES = 4;

  /** Bytes that are worth a batch of their own while others are under way. */
  public static final int WORTH_BYTES = 4 << 10;

  /** What was not answered for so long is lost. */
  public static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** A link that had nothing to carry for so long is tried. */
  public static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final long[] sentNanos = new long[BATCHES];
  private long sent;
  private long answered;
  private long lost;
  private boolean silent = true;
  private boolean measured;

  /**
   * True if a batch may leave now.
   *
   * @param waitingBytes what waits
   */
  public boolean permits(int waitingBytes, long nowNanos) {
    expire(nowNanos);
    return isIdle() || (!silent && underWay() < BATCHES && waitingBytes >= WORTH_BYTES);
  }

  /** True if an empty batch should be sent, only to be answered. */
  public boolean wantsProbe(long nowNanos) {
    expire(nowNanos);
    return isIdle() && (silent || !measured || nowNanos - lastNanos() >= PROBE_NANOS);
  }

  /** A batch leaves; returns its number. */
  public long send(long nowNanos) {
    sent++;
    sentNanos[slot(sent)] = nowNanos;
    return sent;
  }

  /**
   * The other side has handled a batch, and with it all before.
   *
   * @param number its number; ones that cannot be meant are ignored
   * @return how long the answer took in nanoseconds, -1 if it is not known
   */
  public long answer(long number, long nowNanos) {
    if (number <= 0 || number > sent) {
      return -1;
    }
    silent = false;
    if (number <= answered) {
      return -1;
    }
    answered = number;
    measured = true;
    return nowNanos - sentNanos[slot(number)];
  }

  /**
   * Something came from the other side. If it was silent before, it could not take what we sent.
   */
  public void alive() {
    if (silent) {
      giveUp();
      silent = false;
    }
  }

  private void expire(long nowNanos) {
    if (!isIdle() && nowNanos - sentNanos[slot(answered + 1)] >= LOST_NANOS) {
      giveUp();
      silent = true;
    }
  }

  private void giveUp() {
    lost += underWay();
    answered = sent;
  }

  private boolean isIdle() {
    return sent == answered;
  }

  private long lastNanos() {
    return sentNanos[slot(sent)];
  }

  private static int slot(long number) {
    return (int) (number % BATCHES);
  }

  /** Batches that are not answered yet. */
  public int underWay() {
    return (int) (sent - answered);
  }

  /** True until the first answer, and when answers fail to come. */
  public boolean isSilent() {
    return silent;
  }

  /** Batches that were never answered in time. */
  public long lost() {
    return lost;
  }
}
