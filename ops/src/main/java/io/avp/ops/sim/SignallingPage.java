package io.avp.ops.sim;

import java.util.Locale;

/**
 * The page of a run: table, plot and CSV in one file that loads nothing, in light and dark. Wide
 * things scroll within themselves.
 */
final class SignallingPage {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Signalling</title>
      <style>
      :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --bar: #2f6fab; --line: #ccc }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6e6e6; --paper: #16181b; --bar: #6aa9e6; --line: #444 } }
      body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 16px/1.5 sans-serif;
        color: var(--ink); background: var(--paper) }
      .wide { overflow-x: auto }
      table { border-collapse: collapse }
      th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: right;
        white-space: nowrap }
      th:first-child, td:first-child { text-align: left }
      svg { width: 100%; height: auto }
      svg text { fill: var(--ink); font: 14px sans-serif }
      svg rect { fill: var(--bar) }
      code, pre { overflow-wrap: anywhere; white-space: pre-wrap }
      </style></head><body>
      """;

  private static final int ROW = 32;
  private static final int LEFT = 90;
  private static final int DECADE = 85;
  private static final int WIDTH = 720;

  private final String scenario;
  private final String parameters;
  private final SignallingRun run;
  private final SignallingTable table;

  /**
   * A page.
   *
   * @param parameters the text of the scenario's file
   */
  SignallingPage(String scenario, String parameters, SignallingRun run, SignallingTable table) {
    this.scenario = scenario;
    this.parameters = parameters;
    this.run = run;
    this.table = table;
  }

  /** The whole page. */
  String html() {
    StringBuilder out = new StringBuilder(HEAD);
    out.append("<h1>What a question costs</h1>\n");
    out.append(
        format(
            "<p>Scenario %s, seed %d, %,d peers, %,d questions, of which %,d were flooded; on the"
                + " mean %.1f peers have a match.</p>\n",
            escaped(scenario),
            run.population().seed,
            run.population().holdings.peers(),
            run.questions().size(),
            run.costs(Way.FLAT).size(),
            table.matches()));
    plot(out);
    table(out);
    out.append("<h2>The same as CSV</h2>\n<pre>").append(csv()).append("</pre>\n");
    out.append("<h2>How to get it again</h2>\n<pre>")
        .append(escaped(parameters))
        .append("</pre>\n<p>SHA-256 of all questions and costs: <code>")
        .append(run.digest())
        .append("</code></p>\n<p>")
        .append(
            escaped(
                "FLAT: Gnutella 0.4, flooded. DQ: ultrapeers with query tables and dynamic query;"
                    + " it stops at 150 results. AVP: the realm, everything wanted; AVP hints: if"
                    + " no member tells its files; AVP 90 % and 99 %: with the overlay of the peers"
                    + " that are no members; AVP few: as content as DQ. LB1: one question and one"
                    + " answer per holder, the least possible. LB2: each holder is asked, too. AVP"
                    + " is decided by RegionHints, RegionHoldings, SlotHints, KnownFiles, FileStore"
                    + " and HitWriter of io.avp.vcc.cache, DQ by DynamicQuery of"
                    + " io.avp.aol.routing, and so are questions that leave the realm. No class of"
                    + " io.avp.nol takes part."))
        .append("</p>\n</body></html>\n");
    return out.toString();
  }

  /** Messages per question, logarithmic. */
  private void plot(StringBuilder out) {
    int height = ROW * Way.values().length + 10;
    out.append(
        format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Messages per question,"
                + " logarithmic\">\n",
            WIDTH, height));
    for (Way way : Way.values()) {
      double messages = table.messages(way);
      int y = ROW * way.ordinal() + 5;
      double length = Math.max(1, DECADE * Math.log10(Math.max(1, messages)));
      out.append(
          format(
              "<text x=\"0\" y=\"%d\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\""
                  + " height=\"20\"/><text x=\"%.1f\" y=\"%d\">%,.1f</text>\n",
              y + 15, way.label, LEFT, y, length, LEFT + length + 6, y + 15, messages));
    }
    out.append("</svg>\n<p>Messages per question, logarithmic: each step to the right of the same")
        .append(" length is the same factor.</p>\n");
  }

  private void table(StringBuilder out) {
    out.append("<div class=\"wide\"><table><tr><th>");
    out.append(csvHead().replace(",", "</th><th>")).append("</th></tr>\n");
    for (Way way : Way.values()) {
      out.append("<tr><td>").append(row(way).replace(",", "</td><td>")).append("</td></tr>\n");
    }
    out.append("</table></div>\n");
  }

  /** The table, one line per way. */
  String csv() {
    StringBuilder out = new StringBuilder(csvHead()).append('\n');
    for (Way way : Way.values()) {
      out.append(row(way)).append('\n');
    }
    return out.toString();
  }

  private static String csvHead() {
    StringBuilder head =
        new StringBuilder("way,messages,95 % +-,queries,hits,between,bytes,recall,recall at 150");
    for (SignallingTable.Matches matches : SignallingTable.Matches.values()) {
      head.append(matches == SignallingTable.Matches.ALL ? "" : "," + escaped(matches.label));
    }
    return head.toString();
  }

  private String row(Way way) {
    SignallingTable.Matches all = SignallingTable.Matches.ALL;
    StringBuilder row =
        new StringBuilder(
            format(
                "%s,%.1f,%.1f,%.1f,%.1f,%.2f,%.0f,%.4f,%.4f",
                way.label,
                table.messages(way),
                table.interval(way, Cost::messages),
                table.mean(way, all, Cost::queries),
                table.mean(way, all, Cost::hits),
                table.mean(way, all, Cost::between),
                table.mean(way, all, Cost::bytes),
                table.recall(way, false),
                table.recall(way, true)));
    for (SignallingTable.Matches matches : SignallingTable.Matches.values()) {
      if (matches != all) {
        row.append(format(",%.1f", table.mean(way, matches, Cost::messages)));
      }
    }
    return row.toString();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
