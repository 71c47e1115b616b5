package io.avp.ops.bench.signalling;

import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.MemberFindings;
import io.avp.ops.workload.Members;
import io.avp.ops.workload.Pace;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What is found while members leave, half of them without a word, and others come in their place;
 * and whether anybody is named who has left.
 *
 * <p>Sessions run {@value #SPEED} times as fast as was measured, so that enough happens: there is
 * more of what could go wrong than in a real overlay.
 */
final class ChurnRow {
  static final int SPEED = 10;
  private static final double PER_SECOND = 30;

  private record End(long nanos, int member) {}

  private final PrintWriter out;
  private final int seconds;
  private final Stage stage;
  private final Members members;
  private final SplittableRandom random;
  private final Sessions sessions;
  private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::nanos));
  private final List<Integer> there = new ArrayList<>();
  private int next;
  private int left;

  ChurnRow(PrintWriter out, Stage stage, SignallingSettings settings) {
    this.out = out;
    this.stage = stage;
    members = stage.members();
    seconds = settings.seconds();
    random = new SplittableRandom(settings.seed() + 3);
    sessions = new Sessions(random.split());
    next = stage.present();
  }

  /** How many servents are needed in reserve, at most. */
  static int reserve(SignallingSettings settings) {
    return settings.servents() * settings.seconds() * SPEED / 1800 + 50;
  }

  void run(Report report) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int n = 0; n < stage.present(); n++) {
      there.add(n);
      ends.add(new End(start + nanos(sessions.left()), n));
    }
    List<String> texts = List.copyOf(stage.texts().keySet());
    int questions = (int) (seconds * PER_SECOND);
    Pace pace = new Pace(PER_SECOND);
    for (int i = 0; i < questions; i++) {
      pace.await(i);
      turnOver();
      ask(texts.get(random.nextInt(texts.size())));
    }
    Realm.await(Stage.DECIDED, "questions are decided", members::isDecided);
    MemberFindings findings = members.findings();
    out.printf(
        "  churn: %d of %d members left and others came, in %d s, %d times as fast as measured; %d"
            + " questions, %d of them answerable; %d answers named somebody who had left%n",
        left,
        stage.present(),
        seconds,
        SPEED,
        findings.queries(),
        findings.answerable(),
        findings.dead());
    findings.incomplete().stream().limit(5).forEach(line -> out.println("  note: " + line));
    out.flush();
    double dead = 100.0 * findings.dead() / Math.max(1, members.traffic().hitsReceived());
    report
        .figure("churn_left", Figure.of(left, "members"))
        .figure("churn_recall", Figure.of(findings.recall(), "").must(">= 0.995").aim(">= 0.9999"))
        .figure("churn_dead", Figure.of(dead, "% of answers").must("<= 0.4").aim("<= 0.05"))
        .figure("churn_lost", Figure.of(findings.lost(), "relations").must("= 0"));
  }

  private static long nanos(double seconds) {
    return (long) (seconds / SPEED * TimeUnit.SECONDS.toNanos(1));
  }

  private void turnOver() throws IOException {
    while (ends.peek().nanos() <= System.nanoTime()
        && next < stage.population().servents().size()) {
      int gone = ends.poll().member();
      there.remove(Integer.valueOf(gone));
      members.leave(gone, random.nextBoolean());
      left++;
      members.come(next, stage.realm().peerOf(gone));
      there.add(next);
      ends.add(new End(System.nanoTime() + nanos(sessions.next()), next));
      next++;
    }
  }

  private void ask(String text) {
    int asker = there.get(random.nextInt(there.size()));
    if (members.isThere(asker)) {
      members.ask(asker, text);
    }
  }
}
