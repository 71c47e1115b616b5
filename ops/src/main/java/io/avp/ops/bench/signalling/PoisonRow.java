package io.avp.ops.bench.signalling;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.MemberFindings;
import io.avp.ops.workload.Members;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How many of the files that honest members are named come from servents that offer popular names
 * with other content, when these have one, five and twenty of a hundred relations.
 */
final class PoisonRow {
  private record Level(int percent, double must, double aim) {
    /** As many servents beside so many honest ones. */
    int count(int honest) {
      return Math.max(1, (int) Math.round(honest * percent / (100.0 - percent)));
    }
  }

  private static final List<Level> LEVELS =
      List.of(new Level(1, 0.1, 0.01), new Level(5, 1, 0.1), new Level(20, 5, 1));

  private static final int QUESTIONS = 400;

  /** As long as that, nodes may need to judge who has come. */
  private static final Duration JUDGED = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final Stage stage;

  PoisonRow(PrintWriter out, Stage stage) {
    this.out = out;
    this.stage = stage;
  }

  /** Poisoners at the highest level. */
  static int most(int honest) {
    return LEVELS.get(LEVELS.size() - 1).count(honest);
  }

  void run(Report report) throws IOException, InterruptedException {
    Members members = stage.members();
    List<String> texts =
        stage.texts().entrySet().stream()
            .filter(text -> text.getValue() > 0)
            .map(Map.Entry::getKey)
            .limit(QUESTIONS)
            .toList();
    int come = 0;
    for (Level level : LEVELS) {
      for (; come < level.count(stage.present()); come++) {
        int n = stage.present() + come;
        members.come(n, stage.realm().peerOf(n));
      }
      Realm.awaitThere(members, stage.present() + come);
      stage.realm().learn(members, stage.knowable() + come, 0);
      TimeUnit.MILLISECONDS.sleep(JUDGED.toMillis());
      MemberFindings before = members.findings();
      stage.ask(texts);
      MemberFindings after = members.findings();
      int poisoned = after.wrong() - before.wrong();
      int good = after.found() - before.found();
      double share = 100.0 * poisoned / Math.max(1, poisoned + good);
      out.printf(
          "  poison: %d poisoners beside %d members: %d of %d files were theirs%n",
          come, stage.present(), poisoned, poisoned + good);
      out.flush();
      report.figure(
          "poison_" + level.percent(),
          Figure.of(share, "% of files").must("<= " + level.must()).aim("<= " + level.aim()));
    }
  }
}
