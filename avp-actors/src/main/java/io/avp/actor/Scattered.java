package io.avp.actor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Answers of many that were asked at once; one that does not answer costs only its own part.
 *
 * @param answers in the order of the questions
 * @param missing what those who failed to answer are called, each once
 */
record Scattered<T>(List<T> answers, List<String> missing) {

  /**
   * One of those that are asked.
   *
   * @param name what it is called if it does not answer
   */
  record Part<T>(String name, CompletionStage<T> answer) {}

  /** Completed when every part has answered or failed; never fails itself. */
  static <T> CompletionStage<Scattered<T>> gather(List<Part<T>> parts) {
    CompletableFuture<?>[] ends =
        parts.stream()
            // Here and now: answers of actors would otherwise each take a thread of their own.
            .map(
                part ->
                    part.answer()
                        .handleAsync((answer, failure) -> null, Runnable::run)
                        .toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(ends)
        .thenApply(
            done -> {
              List<T> answers = new ArrayList<>();
              Set<String> missing = new LinkedHashSet<>();
              for (Part<T> part : parts) {
                CompletableFuture<T> answer = part.answer().toCompletableFuture();
                if (answer.isCompletedExceptionally()) {
                  missing.add(part.name());
                } else {
                  answers.add(answer.join());
                }
              }
              return new Scattered<>(answers, List.copyOf(missing));
            });
  }
}
