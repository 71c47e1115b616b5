package io.avp.aol.routing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Each question is answered or late, once. */
class OpenQuestionsTest {
  private static final byte[] FRAME = {1, 2, 3};

  @Test
  void anAnswerIsTakenOnce() {
    OpenQuestions open = new OpenQuestions(10, 100);
    int number = open.ask(FRAME, true, 7, 0, false, false, 0);
    OpenQuestions.Question question = open.answered(number);
    assertArrayEquals(FRAME, question.frame());
    assertTrue(question.pending());
    assertNull(open.answered(number));
    assertEquals(0, open.size());
    open.expire(1_000, late -> assertNull(late));
  }

  @Test
  void whatWaitsTooLongIsLateInTheOrderOfAsking() {
    OpenQuestions open = new OpenQuestions(10, 100);
    int a = open.ask(FRAME, true, 7, 0, false, false, 0);
    int b = open.ask(FRAME, false, 7, 0, false, false, 10);
    int c = open.ask(FRAME, true, 7, 0, false, false, 20);
    assertEquals(100, open.lateNanos());
    open.answered(b);
    List<Integer> late = new ArrayList<>();
    open.expire(99, question -> late.add(question.number()));
    assertEquals(List.of(), late);
    open.expire(119, question -> late.add(question.number()));
    assertEquals(List.of(a), late);
    assertEquals(120, open.lateNanos(), "not b, which was answered");
    open.expire(120, question -> late.add(question.number()));
    assertEquals(List.of(a, c), late);
    assertEquals(0, open.size());
  }

  @Test
  void noMoreThanItsCapacityWait() {
    OpenQuestions open = new OpenQuestions(2, 100);
    int first = open.ask(FRAME, true, 7, 0, false, false, 0);
    assertFalse(open.isFull());
    open.ask(FRAME, true, 7, 0, false, false, 0);
    assertTrue(open.isFull());
    open.answered(first);
    assertFalse(open.isFull());
  }

  @Test
  void theOldestMakesRoomEvenIfYoungerOnesWereAnswered() {
    OpenQuestions open = new OpenQuestions(3, 100);
    int first = open.ask(FRAME, true, 7, 0, false, false, 0);
    open.answered(open.ask(FRAME, true, 7, 0, false, false, 0));
    int third = open.ask(FRAME, true, 7, 0, false, false, 0);
    assertTrue(open.isFull());
    assertEquals(first, open.oldest().number());
    assertFalse(open.isFull());
    assertEquals(third, open.oldest().number());
    assertEquals(0, open.size());
  }

  @Property(tries = 200)
  void everyQuestionEndsExactlyOnce(@ForAll long seed) {
    Random random = new Random(seed);
    OpenQuestions open = new OpenQuestions(64, 50);
    Map<Integer, Integer> ends = new HashMap<>();
    List<Integer> asked = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 500; i++) {
      now += random.nextInt(20);
      if (!open.isFull() && random.nextBoolean()) {
        asked.add(open.ask(FRAME, true, 7, 0, false, false, now));
      } else if (!asked.isEmpty() && random.nextBoolean()) {
        int number = asked.get(random.nextInt(asked.size()));
        if (open.answered(number) != null) {
          ends.merge(number, 1, Integer::sum);
        }
      } else {
        open.expire(now, late -> ends.merge(late.number(), 1, Integer::sum));
      }
    }
    open.expire(now + 50, late -> ends.merge(late.number(), 1, Integer::sum));
    assertEquals(0, open.size());
    assertEquals(asked.size(), ends.size());
    assertTrue(ends.values().stream().allMatch(n -> n == 1));
  }
}
