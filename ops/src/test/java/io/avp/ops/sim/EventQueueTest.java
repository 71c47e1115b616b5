package io.avp.ops.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  @Test
  void eventsComeByTimeAndThenByTheirData() {
    EventQueue queue = new EventQueue();
    SplittableRandom random = new SplittableRandom(7);
    List<long[]> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      long[] event = {random.nextInt(100), random.nextInt(1_000)};
      expected.add(event);
      queue.add(event[0], event[1]);
    }
    expected.sort(Comparator.<long[]>comparingLong(e -> e[0]).thenComparingLong(e -> e[1]));
    for (long[] event : expected) {
      assertEquals(event[1], queue.next());
      assertEquals(event[0], queue.now());
    }
    assertTrue(queue.isEmpty());
  }

  @Test
  void nothingHappensBeforeNow() {
    EventQueue queue = new EventQueue();
    queue.add(10, 1);
    queue.next();
    assertThrows(IllegalArgumentException.class, () -> queue.add(9, 1));
    assertThrows(IllegalStateException.class, queue::next);
    queue.clear();
    queue.add(9, 2);
    assertEquals(2, queue.next());
  }
}
