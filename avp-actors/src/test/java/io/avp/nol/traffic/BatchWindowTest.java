package io.avp.nol.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchWindowTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int LITTLE = 100;
  private static final int MUCH = BatchWindow.WORTH_BYTES;

  private final BatchWindow window = new BatchWindow();
  private long now = -5;

  @Test
  void anIdleLinkTakesWhateverThereIs() {
    assertTrue(window.permits(LITTLE, now));
    answered(window.send(now), MILLI);
    assertTrue(window.permits(LITTLE, now));
  }

  @Test
  void whileABatchIsUnderWayALittleWaitsAndMuchGoes() {
    answered(window.send(now), MILLI);
    window.send(now);
    assertFalse(window.permits(LITTLE, now));
    for (int i = 1; i < BatchWindow.BATCHES; i++) {
      assertTrue(window.permits(MUCH, now));
      window.send(now);
    }
    assertFalse(window.permits(MUCH, now), "a slow receiver has no more than that before it");
    assertEquals(BatchWindow.BATCHES, window.underWay());
  }

  @Test
  void anAnswerCountsForAllBatchesBefore() {
    answered(window.send(now), MILLI);
    window.send(now);
    window.send(now);
    assertEquals(3 * MILLI, answered(window.send(now), 3 * MILLI));
    assertEquals(0, window.underWay());
    assertEquals(-1, window.answer(2, now), "it came late");
    assertEquals(-1, window.answer(5, now), "it was never sent");
    assertEquals(-1, window.answer(0, now));
  }

  @Test
  void beforeTheFirstAnswerOneBatchTriesAlone() {
    assertTrue(window.isSilent());
    window.send(now);
    assertFalse(window.permits(MUCH, now));
  }

  @Test
  void whatIsNotAnsweredIsLostAndTheLinkIsTriedWithOneBatch() {
    answered(window.send(now), MILLI);
    window.send(now);
    window.send(now);
    now += BatchWindow.LOST_NANOS;
    assertTrue(window.permits(LITTLE, now));
    assertEquals(2, window.lost());
    assertTrue(window.isSilent());
    long trial = window.send(now);
    assertFalse(window.permits(MUCH, now));
    answered(trial, MILLI);
    window.send(now);
    assertTrue(window.permits(MUCH, now), "it is there again");
  }

  @Test
  void whoGetsToKnowUsLaterCouldNotTakeWhatWeSentBefore() {
    window.send(now);
    window.alive();
    assertEquals(1, window.lost());
    assertTrue(window.permits(LITTLE, now));
    window.send(now);
    window.alive();
    assertEquals(1, window.underWay(), "once it answers, nothing is given up");
  }

  @Test
  void anIdleLinkIsTriedFromTimeToTime() {
    assertTrue(window.wantsProbe(now), "nobody knows yet whether it works");
    long probe = window.send(now);
    assertFalse(window.wantsProbe(now));
    answered(probe, MILLI);
    assertFalse(window.wantsProbe(now));
    now += BatchWindow.PROBE_NANOS;
    assertTrue(window.wantsProbe(now));
    window.send(now);
    now += BatchWindow.LOST_NANOS;
    assertTrue(window.wantsProbe(now), "while it is silent, as soon as a trial is lost");
  }

  /** Whatever happens, the bound holds, and no batch is answered twice or before it was sent. */
  @Property(seed = "20261124", tries = 500)
  void boundsHold(@ForAll @Size(max = 200) List<@IntRange(max = 7) Integer> steps) {
    BatchWindow any = new BatchWindow();
    long sent = 0;
    long time = 0;
    for (int step : steps) {
      time += MILLI;
      if (step <= 3 && any.permits(step * BatchWindow.WORTH_BYTES / 2, time)) {
        sent++;
        assertEquals(sent, any.send(time));
      } else if (step == 4 || step == 5) {
        any.answer(sent - (step - 4), time);
      } else if (step == 6) {
        time += BatchWindow.LOST_NANOS;
      } else {
        any.alive();
      }
      assertTrue(any.underWay() >= 0 && any.underWay() <= BatchWindow.BATCHES);
      assertTrue(any.lost() <= sent);
    }
  }

  private long answered(long number, long later) {
    now += later;
    return window.answer(number, now);
  }
}
