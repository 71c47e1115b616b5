package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ScatteredTest {
  @Test
  void aPartThatFailsIsNamedAndCostsNoOther() {
    CompletableFuture<Integer> late = new CompletableFuture<>();
    CompletableFuture<Scattered<Integer>> all =
        Scattered.gather(
                List.of(
                    new Scattered.Part<>("north", CompletableFuture.completedStage(1)),
                    new Scattered.Part<>("south", late),
                    new Scattered.Part<>(
                        "south", CompletableFuture.failedStage(new TimeoutException())),
                    new Scattered.Part<>("east", CompletableFuture.completedStage(4))))
            .toCompletableFuture();
    assertFalse(all.isDone());
    late.completeExceptionally(new TimeoutException());
    assertEquals(new Scattered<>(List.of(1, 4), List.of("south")), all.join());
    assertEquals(
        new Scattered<>(List.of(), List.of()),
        Scattered.gather(List.<Scattered.Part<Integer>>of()).toCompletableFuture().join());
  }
}
