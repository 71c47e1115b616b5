package io.avp.ops.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a run has shown, by way and by how many peers have a match. */
final class SignallingTable {
  /** A class of questions. */
  enum Matches {
    ALL("all", 0, Integer.MAX_VALUE),
    NONE("m = 0", 0, 0),
    FEW("m 1-10", 1, 10),
    SOME("m 11-100", 11, 100),
    MANY("m > 100", 101, Integer.MAX_VALUE);

    /** Those that together are all. */
    static final List<Matches> CLASSES = List.of(NONE, FEW, SOME, MANY);

    final String label;
    private final int from;
    private final int to;

    Matches(String label, int from, int to) {
      this.label = label;
      this.from = from;
      this.to = to;
    }

    private boolean has(int matches) {
      return matches >= from && matches <= to;
    }
  }

  private static final int FEW_RESULTS = 150;
  private static final double NORMAL_95 = 1.96;

  private final SignallingRun run;

  SignallingTable(SignallingRun run) {
    this.run = run;
  }

  /** The mean of something over the questions of a class; 0 if there are none. */
  double mean(Way way, Matches matches, ToDoubleFunction<Cost> of) {
    return values(way, matches, of).stream().mapToDouble(v -> v).average().orElse(0);
  }

  /** Half of the 95 % interval of that. */
  double interval(Way way, ToDoubleFunction<Cost> of) {
    List<Double> values = values(way, Matches.ALL, of);
    double mean = mean(way, Matches.ALL, of);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return NORMAL_95 * Math.sqrt(squares) / Math.max(1, values.size());
  }

  private List<Double> values(Way way, Matches matches, ToDoubleFunction<Cost> of) {
    List<Double> values = new ArrayList<>();
    List<Cost> costs = run.costs(way);
    List<Question> questions = run.questions();
    for (int n = 0; n < costs.size(); n++) {
      if (matches.has(questions.get(n).matches())) {
        values.add(of.applyAsDouble(costs.get(n)));
      }
    }
    return values;
  }

  /** Messages per question, mean. */
  double messages(Way way) {
    return mean(way, Matches.ALL, Cost::messages);
  }

  /** Bytes per question, mean. */
  double bytes(Way way) {
    return mean(way, Matches.ALL, Cost::bytes);
  }

  /** The mean share of the answers that is found, of questions that have some. */
  double recall(Way way, boolean few) {
    double sum = 0;
    int answerable = 0;
    List<Cost> costs = run.costs(way);
    List<Question> questions = run.questions();
    for (int n = 0; n < costs.size(); n++) {
      int answers = questions.get(n).answers();
      if (answers > 0) {
        double wanted = few ? Math.min(FEW_RESULTS, answers) : answers;
        sum += Math.min(1, costs.get(n).found() / wanted);
        answerable++;
      }
    }
    return answerable == 0 ? 1 : sum / answerable;
  }

  /** Peers with a match, mean: m. */
  double matches() {
    return run.questions().stream().mapToInt(Question::matches).average().orElse(0);
  }

  /** Questions of a class. */
  long count(Matches matches) {
    return run.questions().stream().filter(q -> matches.has(q.matches())).count();
  }
}
