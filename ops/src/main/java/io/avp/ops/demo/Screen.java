package io.avp.ops.demo;

import io.avp.ops.workload.WorkloadReport;
import java.io.PrintWriter;

/** The live summary: redrawn in place on a terminal, a line now and then elsewhere. */
final class Screen {
  private static final int PLAIN_EVERY = 5;

  private final PrintWriter out;
  private final boolean terminal;
  private int drawn;
  private int calls;

  Screen(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Says what happens next. */
  void step(String text) {
    out.println(text);
    out.flush();
  }

  /** Says what happened while the state is drawn: it stays above it. */
  void say(String text) {
    step(text);
    drawn = 0;
  }

  /** Draws the state of the workload. */
  void draw(int seconds, WorkloadReport now, long received) {
    calls++;
    if (!terminal) {
      if (calls % PLAIN_EVERY == 0) {
        step(
            String.format(
                "  %3d s: %d servents attached, %d queries, recall %.3f, %d of %d downloads good",
                seconds,
                now.attached(),
                now.queries(),
                now.recall(),
                now.downloadsGood(),
                now.downloadsTried()));
      }
      return;
    }
    if (drawn > 0) {
      out.printf("\033[%dA", drawn);
    }
    drawn = 0;
    row("time", seconds + " s");
    row("servents attached", now.attached() + " of " + now.servents());
    row("queries", now.queries() + ", of these answerable " + now.answerable());
    row(
        "answers",
        now.found() + " of " + now.expected() + String.format(", recall %.4f", now.recall()));
    row(
        "first answer",
        now.firstHitMillisMedian() + " ms median, " + now.firstHitMillisP99() + " ms at 99 %");
    row("downloads", now.downloadsGood() + " of " + now.downloadsTried() + " with the right SHA-1");
    row("  of these by push", now.pushesGood() + " of " + now.pushesTried());
    row("descriptors received by AVPs", Long.toString(received));
    out.flush();
  }

  private void row(String name, String value) {
    out.printf("\033[2K  %-30s %s%n", name, value);
    drawn++;
  }
}
