package io.avp.vcc.cache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Questions that are being asked, so that equal ones wait for the first one's answer. One that
 * leaves ends nothing for the others, not even the first. Bounded in number, in waiters and in
 * time. Not safe for several threads; times are readings of a monotonic clock.
 *
 * @param <W> one that waits; equal to itself only
 */
public final class QuestionsInFlight<W> {
  /** What becomes of one that asks. */
  public enum Place {
    /** Nobody asks the same: go and ask. */
    FIRST,
    /** It waits for the answer that another has asked for. */
    JOINED,
    /** No room: it is to be asked for by itself, and its answer is nobody else's. */
    ALONE
  }

  private static final class Flight<W> {
    final long askedNanos;
    final List<W> waiters = new ArrayList<>(2);

    Flight(long askedNanos) {
      this.askedNanos = askedNanos;
    }
  }

  private final int maxQuestions;
  private final int maxWaiters;
  private final long patienceNanos;

  /** The oldest first. */
  private final Map<QuestionKey, Flight<W>> flights = new LinkedHashMap<>();

  private int waiting;
  private long merged;

  /**
   * None.
   *
   * @param maxQuestions most questions at a time, 1 or more
   * @param maxWaiters most that wait for one answer, 1 or more
   * @param patienceNanos how long an answer is waited for
   */
  public QuestionsInFlight(int maxQuestions, int maxWaiters, long patienceNanos) {
    this.maxQuestions = maxQuestions;
    this.maxWaiters = maxWaiters;
    this.patienceNanos = patienceNanos;
  }

  /** One asks. */
  public Place ask(QuestionKey key, W waiter, long nowNanos) {
    Flight<W> flight = flights.get(key);
    if (flight == null ? flights.size() == maxQuestions : flight.waiters.size() == maxWaiters) {
      return Place.ALONE;
    }
    boolean first = flight == null;
    if (first) {
      flight = new Flight<>(nowNanos);
      flights.put(key, flight);
    } else {
      merged++;
    }
    flight.waiters.add(waiter);
    waiting++;
    return first ? Place.FIRST : Place.JOINED;
  }

  /** One waits no longer; the question goes on, also if nobody waits for it any more. */
  public void leave(QuestionKey key, W waiter) {
    Flight<W> flight = flights.get(key);
    if (flight != null && flight.waiters.remove(waiter)) {
      waiting--;
    }
  }

  /** Who waits for the answer to a question, those that have left aside; the first one first. */
  public List<W> waiting(QuestionKey key) {
    Flight<W> flight = flights.get(key);
    return flight == null ? List.of() : List.copyOf(flight.waiters);
  }

  /** The answer is there: who gets it. Nobody if the question is not in flight any more. */
  public List<W> answered(QuestionKey key) {
    Flight<W> flight = flights.remove(key);
    if (flight == null) {
      return List.of();
    }
    waiting -= flight.waiters.size();
    return flight.waiters;
  }

  /** Hands over who has waited for too long; the first of each question began it. */
  public void expire(long nowNanos, BiConsumer<QuestionKey, List<W>> late) {
    Iterator<Map.Entry<QuestionKey, Flight<W>>> oldest = flights.entrySet().iterator();
    List<Map.Entry<QuestionKey, Flight<W>>> gone = new ArrayList<>();
    while (oldest.hasNext()) {
      Map.Entry<QuestionKey, Flight<W>> entry = oldest.next();
      if (nowNanos - entry.getValue().askedNanos < patienceNanos) {
        break;
      }
      gone.add(Map.entry(entry.getKey(), entry.getValue()));
      oldest.remove();
      waiting -= entry.getValue().waiters.size();
    }
    gone.forEach(entry -> late.accept(entry.getKey(), entry.getValue().waiters));
  }

  /** Questions in flight. */
  public int size() {
    return flights.size();
  }

  /** All that wait for one. */
  public int waiting() {
    return waiting;
  }

  /** Those that joined, since the start. */
  public long merged() {
    return merged;
  }
}
