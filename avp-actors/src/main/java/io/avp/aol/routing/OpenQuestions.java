package io.avp.aol.routing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
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
   * @param region who was asked, negative if nobody
   */
  @SuppressWarnings("ArrayRecordComponent") // never shared
  public record Question(int number, byte[] frame, boolean pending, int region, long askedNanos) {}

  private final int capacity;
  private final long patienceNanos;
  private final Map<Integer, Question> open = new HashMap<>();
  private final Deque<Question> order = new ArrayDeque<>();
  private int next;

  /**
   * None open.
   *
   * @param capacity most at a time
   * @param patienceNanos how long an answer is waited for
   */
  public OpenQuestions(int capacity, long patienceNanos) {
    this.capacity = capacity;
    this.patienceNanos = patienceNanos;
  }

  /** True if no more can be asked. */
  public boolean isFull() {
    return open.size() >= capacity;
  }

  /** Asks; returns the question's number. */
  public int ask(byte[] frame, boolean pending, int region, long nowNanos) {
    Question question = new Question(next++, frame, pending, region, nowNanos);
    open.put(question.number(), question);
    order.add(question);
    return question.number();
  }

  /** Takes the question of a number; null if it is not open any more. */
  public Question answered(int number) {
    Question question = open.remove(number);
    while (!order.isEmpty() && !open.containsKey(order.peek().number())) {
      order.remove();
    }
    return question;
  }

  /** Hands over those that have waited for too long. */
  public void expire(long nowNanos, Consumer<Question> late) {
    while (!order.isEmpty()) {
      Question first = order.peek();
      boolean waits = open.containsKey(first.number());
      if (waits && nowNanos - first.askedNanos() < patienceNanos) {
        return;
      }
      order.remove();
      if (waits) {
        open.remove(first.number());
        late.accept(first);
      }
    }
  }

  /** Questions that wait. */
  public int size() {
    return open.size();
  }
}
