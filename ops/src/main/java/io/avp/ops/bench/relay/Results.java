package io.avp.ops.bench.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the rounds that count have found, for every relay. */
final class Results {
  private final List<Round[]> rounds = new ArrayList<>();
  private final RepeatRule rule;

  Results(RepeatRule rule) {
    this.rule = rule;
  }

  void add(Round[] found) {
    rounds.add(found);
  }

  int size() {
    return rounds.size();
  }

  /** How many rounds were repeated. */
  int repeats() {
    return rule.repeats();
  }

  /** A value of one relay, for every round. */
  double[] of(int relay, ToDoubleFunction<Round> value) {
    return rounds.stream().mapToDouble(found -> value.applyAsDouble(found[relay])).toArray();
  }

  /** How much more {@code relay} has than {@code other} in the same round, for every round. */
  double[] difference(int relay, int other, ToDoubleFunction<Round> value) {
    return rounds.stream()
        .mapToDouble(found -> value.applyAsDouble(found[relay]) - value.applyAsDouble(found[other]))
        .toArray();
  }

  /** How many times as much {@code relay} has as {@code other}, for every round. */
  double[] ratio(int relay, int other, ToDoubleFunction<Round> value) {
    return rounds.stream()
        .mapToDouble(found -> value.applyAsDouble(found[relay]) / value.applyAsDouble(found[other]))
        .toArray();
  }

  /** Copies that were checked, of all relays together. */
  long copies() {
    return rounds.stream()
        .mapToLong(
            found -> {
              long sum = 0;
              for (Round round : found) {
                sum += round.load().copies();
              }
              return sum;
            })
        .sum();
  }
}
