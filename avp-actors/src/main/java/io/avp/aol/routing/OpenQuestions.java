package io.avp.aol.routing;

import java.util.function.Consumer;

/**
 * Queries that wait for what their region knows; bounded in number and time, the oldest first. Not
 * safe for several threads.
 */
public final class OpenQuestions {
  /**
   * A query that waits.
   *
   * @param frame the copy that siblings get, header patched
   * @param pending true if its fate is not decided yet: nobody else got a copy
   * @param hash by which it is routed to its region
   * @param from handle of who has sent it
   * @param left true if members of our own wait for the answer, too
   * @param watched true if others may be told what it brings
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared
  public record Question(
      int number,
      byte[] frame,
      boolean pending,
      int hash,
      int from,
      boolean left,
      boolean watched,
      long askedNanos) {
    /** The same, its fate decided elsewhere. */
    public Question decided() {
      return new Question(number, frame, false, hash, from, left, watched, askedNanos);
    }
  }

  private static final Question[] NONE = {};

  private final int capacity;
  private final long patienceNanos;
  private Question[] ring = NONE;
  private int first;
  private int next;
  private int size;

  /**
   * None open.
   *
   * @param capacity most between the oldest and the youngest that wait
   * @param patienceNanos how long an answer is waited for
   */
  public OpenQuestions(int capacity, long patienceNanos) {
    this.capacity = capacity;
    this.patienceNanos = patienceNanos;
  }

  /** True if the oldest one must be {@link #oldest taken} before another can be asked. */
  public boolean isFull() {
    return next - first >= capacity;
  }

  /** Asks; returns the question's number. */
  public int ask(
      byte[] frame,
      boolean pending,
      int hash,
      int from,
      boolean left,
      boolean watched,
      long nowNanos) {
    if (ring.length == 0) {
      ring = new Question[capacity];
    }
    ring[slot(next)] = new Question(next, frame, pending, hash, from, left, watched, nowNanos);
    size++;
    return next++;
  }

  /** The question of a number; null if it is not open any more. */
  public Question get(int number) {
    return number - first < 0 || next - number <= 0 ? null : ring[slot(number)];
  }

  /** Takes the question of a number; null if it is not open any more. */
  public Question answered(int number) {
    Question question = get(number);
    if (question != null) {
      ring[slot(number)] = null;
      size--;
      skip();
    }
    return question;
  }

  /** Takes the question that has waited longest; there must be one. */
  public Question oldest() {
    return answered(ring[slot(first)].number());
  }

  /** Hands over those that have waited for too long. */
  public void expire(long nowNanos, Consumer<Question> late) {
    while (first != next) {
      if (nowNanos - ring[slot(first)].askedNanos() < patienceNanos) {
        return;
      }
      late.accept(oldest());
    }
  }

  /** When {@link #expire} has something to do, if nothing is answered; one must wait. */
  public long lateNanos() {
    return ring[slot(first)].askedNanos() + patienceNanos;
  }

  /** The oldest one that waits is the first one. */
  private void skip() {
    while (first != next && ring[slot(first)] == null) {
      first++;
    }
  }

  private int slot(int number) {
    return Math.floorMod(number, capacity);
  }

  /** Questions that wait. */
  public int size() {
    return size;
  }
}
