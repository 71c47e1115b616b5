package io.avp.ops.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.avp.ops.chaos.FaultSchedule.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aFullCutTakesBothDirectionsAndNothingElse() {
    FaultSchedule full = FaultSchedule.full(3, 1, SECOND);
    Set<String> cut = directions(full, Impairment.STALL);
    assertEquals(Set.of("0>1", "1>0", "1>2", "2>1"), cut);
    assertEquals(cut, directions(full, Impairment.PASS));
    assertEquals(SECOND, full.length());
  }

  @Test
  void oneWayIsOneWay() {
    assertEquals(
        Set.of("2>0", "2>1"), directions(FaultSchedule.mute(3, 2, SECOND), Impairment.STALL));
    assertEquals(
        Set.of("0>2", "1>2"), directions(FaultSchedule.deaf(3, 2, SECOND), Impairment.STALL));
  }

  @Test
  void flappingHasTwoChangesASecondAndEndsHealed() {
    FaultSchedule flapping = FaultSchedule.flapping(3, 0, Duration.ofSeconds(4));
    List<Long> times =
        flapping.steps().stream().map(step -> step.at().toMillis()).distinct().toList();
    assertEquals(List.of(0L, 500L, 1000L, 1500L, 2000L, 2500L, 3000L, 3500L), times);
    assertTrue(flapping.steps().stream().anyMatch(s -> s.impairment() == Impairment.STALL));
    assertTrue(flapping.steps().stream().anyMatch(s -> s.impairment() == Impairment.REFUSE));
    assertEquals(Impairment.PASS, last(flapping).impairment());
  }

  @Test
  void oneScheduleFollowsTheOther() {
    FaultSchedule both = FaultSchedule.full(2, 0, SECOND).then(FaultSchedule.mute(2, 1, SECOND));
    assertEquals(Duration.ofSeconds(2), both.length());
    assertEquals(new Step(SECOND, 1, 0, Impairment.STALL), both.steps().get(4));
  }

  private static Step last(FaultSchedule schedule) {
    return schedule.steps().get(schedule.steps().size() - 1);
  }

  private static Set<String> directions(FaultSchedule schedule, Impairment impairment) {
    return schedule.steps().stream()
        .filter(step -> step.impairment() == impairment)
        .map(step -> step.from() + ">" + step.to())
        .collect(Collectors.toSet());
  }
}
