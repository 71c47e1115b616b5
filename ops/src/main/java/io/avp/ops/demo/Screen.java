package io.avp.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.avp.ops.workload.WorkloadReport;
import java.io.PrintWriter;
import java.util.List;

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

  /**
   * The realm as its nodes show it.
   *
   * @param nodes that run
   * @param peers virtual peers of these nodes
   * @param relations to servents
   * @param received descriptors that the virtual peers have received
   * @param saved descriptors that flooding would have taken more
   */
  record Realm(int nodes, int peers, long relations, long received, long saved) {
    static Realm of(int nodes, List<JsonNode> peers, long saved) {
      return new Realm(
          nodes,
          peers.size(),
          peers.stream().mapToLong(peer -> peer.path("links").asLong()).sum(),
          peers.stream().mapToLong(Accounting::received).sum(),
          saved);
    }
  }

  /** Draws the state of the workload. */
  void draw(int seconds, WorkloadReport now, Realm realm) {
    calls++;
    double rate = now.queries() / Math.max(1.0, seconds);
    if (!terminal) {
      if (calls % PLAIN_EVERY == 0) {
        step(
            String.format(
                "  %3d s: %d nodes, %d AVPs, %d relations, %.1f queries/s, recall %.3f,"
                    + " %d descriptors saved, %d of %d downloads good",
                seconds,
                realm.nodes(),
                realm.peers(),
                realm.relations(),
                rate,
                now.recall(),
                realm.saved(),
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
    row("nodes", Integer.toString(realm.nodes()));
    row("AVPs", Integer.toString(realm.peers()));
    row("relations", Long.toString(realm.relations()));
    row("servents attached", now.attached() + " of " + now.servents());
    row(
        "queries",
        now.queries() + String.format(", %.1f/s, of these answerable ", rate) + now.answerable());
    row(
        "answers",
        now.found() + " of " + now.expected() + String.format(", recall %.4f", now.recall()));
    row(
        "first answer",
        now.firstHitMillisMedian() + " ms median, " + now.firstHitMillisP99() + " ms at 99 %");
    row("downloads", now.downloadsGood() + " of " + now.downloadsTried() + " with the right SHA-1");
    row("  of these by push", now.pushesGood() + " of " + now.pushesTried());
    row("descriptors received by AVPs", Long.toString(realm.received()));
    row("descriptors saved", realm.saved() + " against flooding");
    out.flush();
  }

  private void row(String name, String value) {
    out.printf("\033[2K  %-30s %s%n", name, value);
    drawn++;
  }
}
