package io.avp.vcc.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.avp.vcc.cache.QuestionsInFlight.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionsInFlightTest {
  private final QuestionsInFlight<String> flights = new QuestionsInFlight<>(2, 3, 100);

  @Test
  void equalQuestionsWaitForTheFirst() {
    assertEquals(Place.FIRST, flights.ask(key("zebra lullaby"), "a", 0));
    assertEquals(Place.JOINED, flights.ask(key("Lullaby ZEBRA"), "b", 5));
    assertEquals(Place.FIRST, flights.ask(key("narwhal"), "c", 5));
    assertEquals(List.of("a", "b"), flights.answered(key("zebra lullaby")));
    assertEquals(List.of(), flights.answered(key("zebra lullaby")), "once");
    assertEquals(1, flights.merged());
    assertEquals(1, flights.waiting());
  }

  @Test
  void oneThatLeavesEndsNothingForTheOthers() {
    flights.ask(key("zebra"), "a", 0);
    flights.ask(key("zebra"), "b", 0);
    flights.leave(key("zebra"), "a");
    assertEquals(Place.JOINED, flights.ask(key("zebra"), "c", 1));
    assertEquals(List.of("b", "c"), flights.answered(key("zebra")));
    flights.ask(key("zebra"), "a", 0);
    flights.leave(key("zebra"), "a");
    flights.leave(key("zebra"), "a");
    flights.leave(key("other"), "a");
    assertEquals(0, flights.waiting());
    assertEquals(1, flights.size(), "its answer will be worth knowing");
  }

  @Test
  void bothBoundsHold() {
    for (String waiter : List.of("a", "b", "c")) {
      flights.ask(key("zebra"), waiter, 0);
    }
    assertEquals(Place.ALONE, flights.ask(key("zebra"), "d", 0));
    flights.ask(key("narwhal"), "e", 0);
    assertEquals(Place.ALONE, flights.ask(key("lullaby"), "f", 0));
    assertEquals(4, flights.waiting());
    assertEquals(2, flights.size());
  }

  @Test
  void whatTakesTooLongIsHandedOver() {
    flights.ask(key("zebra"), "a", 0);
    flights.ask(key("narwhal"), "b", 50);
    flights.ask(key("zebra"), "c", 60);
    List<String> late = new ArrayList<>();
    flights.expire(99, (key, waiters) -> late.addAll(waiters));
    assertEquals(List.of(), late);
    flights.expire(100, (key, waiters) -> late.addAll(waiters));
    assertEquals(List.of("a", "c"), late);
    assertEquals(1, flights.size());
    assertEquals(1, flights.waiting());
  }

  private static QuestionKey key(String text) {
    return new QuestionKey(Question.ofWords(text, Filters.NONE).orElseThrow(), "all");
  }
}
