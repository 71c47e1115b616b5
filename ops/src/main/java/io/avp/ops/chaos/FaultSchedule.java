package io.avp.ops.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When which direction between two nodes is impaired. Nodes are numbered from 0.
 *
 * @param steps in the order of their times
 */
public record FaultSchedule(List<Step> steps) {
  private static final Duration FLAP = Duration.ofMillis(500);

  /**
   * A change.
   *
   * @param at time since the schedule began
   * @param from who sends
   * @param to whom
   * @param impairment what happens to that from now on
   */
  public record Step(Duration at, int from, int to, Impairment impairment) {}

  public FaultSchedule {
    steps = List.copyOf(steps);
  }

  /** A node and all others hear nothing of each other. */
  public static FaultSchedule full(int nodes, int victim, Duration length) {
    List<Step> steps = new ArrayList<>();
    both(steps, Duration.ZERO, nodes, victim, Impairment.STALL);
    both(steps, length, nodes, victim, Impairment.PASS);
    return new FaultSchedule(steps);
  }

  /** The others hear nothing of a node, which hears them. */
  public static FaultSchedule mute(int nodes, int victim, Duration length) {
    List<Step> steps = new ArrayList<>();
    from(steps, Duration.ZERO, nodes, victim, Impairment.STALL);
    from(steps, length, nodes, victim, Impairment.PASS);
    return new FaultSchedule(steps);
  }

  /** A node hears nothing of the others, who hear it. */
  public static FaultSchedule deaf(int nodes, int victim, Duration length) {
    List<Step> steps = new ArrayList<>();
    to(steps, Duration.ZERO, nodes, victim, Impairment.STALL);
    to(steps, length, nodes, victim, Impairment.PASS);
    return new FaultSchedule(steps);
  }

  /**
   * A node is cut off in the first half of each second; half of these cuts hold back, half reset.
   */
  public static FaultSchedule flapping(int nodes, int victim, Duration length) {
    List<Step> steps = new ArrayList<>();
    Duration at = Duration.ZERO;
    for (int cut = 0; at.compareTo(length) < 0; cut++) {
      both(steps, at, nodes, victim, cut % 2 == 0 ? Impairment.STALL : Impairment.REFUSE);
      both(steps, at.plus(FLAP), nodes, victim, Impairment.PASS);
      at = at.plus(FLAP).plus(FLAP);
    }
    return new FaultSchedule(steps);
  }

  private static void both(
      List<Step> steps, Duration at, int nodes, int victim, Impairment impairment) {
    from(steps, at, nodes, victim, impairment);
    to(steps, at, nodes, victim, impairment);
  }

  private static void from(
      List<Step> steps, Duration at, int nodes, int victim, Impairment impairment) {
    for (int other = 0; other < nodes; other++) {
      if (other != victim) {
        steps.add(new Step(at, victim, other, impairment));
      }
    }
  }

  private static void to(
      List<Step> steps, Duration at, int nodes, int victim, Impairment impairment) {
    for (int other = 0; other < nodes; other++) {
      if (other != victim) {
        steps.add(new Step(at, other, victim, impairment));
      }
    }
  }

  /** This schedule, and another one when it is over. */
  public FaultSchedule then(FaultSchedule next) {
    List<Step> all = new ArrayList<>(steps);
    Duration end = length();
    next.steps.forEach(
        step -> all.add(new Step(end.plus(step.at), step.from, step.to, step.impairment)));
    return new FaultSchedule(all);
  }

  /** Until the last change. */
  public Duration length() {
    return steps.isEmpty() ? Duration.ZERO : steps.get(steps.size() - 1).at;
  }
}
