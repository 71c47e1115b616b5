package io.avp.ops.sim;

import io.avp.ops.sim.SignallingTable.Matches;

/** What questions cost, as a part of a page. */
record SignallingSection(SignallingRun run, SignallingTable table) {
  private static final int ROW = 28;
  private static final int LEFT = 75;
  private static final int DECADE = 43;
  private static final int WIDTH = 400;

  /** Text, plot and table. */
  String html() {
    StringBuilder out = new StringBuilder("<h1>What a question costs</h1>\n");
    out.append(
        Page.format(
            "<p>Of %,d peers and %,d questions, of which %,d were flooded; on the mean %.1f peers"
                + " have a match.</p>\n",
            run.population().holdings.peers(),
            run.questions().size(),
            run.costs(Way.FLAT).size(),
            table.matches()));
    plot(out);
    return out.append(Page.table(csv()))
        .append("<p>")
        .append(
            Page.escaped(
                "FLAT: Gnutella 0.4, flooded. DQ: ultrapeers with query tables and dynamic query;"
                    + " it stops at 150 results. AVP: the realm, everything wanted; AVP hints: if"
                    + " no member tells its files; AVP 90 % and 99 %: with the overlay of the peers"
                    + " that are no members; AVP few: as content as DQ. LB1: one question and one"
                    + " answer per holder, the least possible. LB2: each holder is asked, too. AVP"
                    + " is decided by RegionHints, RegionHoldings, SlotHints, KnownFiles, FileStore"
                    + " and HitWriter of io.avp.vcc.cache, DQ by DynamicQuery of"
                    + " io.avp.aol.routing, and so are questions that leave the realm. No class of"
                    + " io.avp.nol takes part."))
        .append("</p>\n")
        .toString();
  }

  /** Messages per question, logarithmic. */
  private void plot(StringBuilder out) {
    out.append(
        Page.format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Messages per question,"
                + " logarithmic\">\n",
            WIDTH, ROW * Way.values().length + 10));
    for (Way way : Way.values()) {
      double messages = table.messages(way);
      int y = ROW * way.ordinal() + 5;
      double length = Math.max(1, DECADE * Math.log10(Math.max(1, messages)));
      out.append(
          Page.format(
              "<text x=\"0\" y=\"%d\">%s</text><rect class=\"bar\" x=\"%d\" y=\"%d\""
                  + " width=\"%.1f\" height=\"20\"/><text x=\"%.1f\" y=\"%d\">%,.1f</text>\n",
              y + 15, way.label, LEFT, y, length, LEFT + length + 6, y + 15, messages));
    }
    out.append("</svg>\n<p>Messages per question, logarithmic: each step to the right of the same")
        .append(" length is the same factor.</p>\n");
  }

  /** The table, one line per way. */
  private String csv() {
    StringBuilder out =
        new StringBuilder("way,messages,95 % +-,queries,hits,between,bytes,recall,recall at 150");
    Matches.CLASSES.forEach(matches -> out.append(',').append(matches.label));
    for (Way way : Way.values()) {
      out.append(
          Page.format(
              "\n%s,%.1f,%.1f,%.1f,%.1f,%.2f,%.0f,%.4f,%.4f",
              way.label,
              table.messages(way),
              table.interval(way, Cost::messages),
              table.mean(way, Matches.ALL, Cost::queries),
              table.mean(way, Matches.ALL, Cost::hits),
              table.mean(way, Matches.ALL, Cost::between),
              table.bytes(way),
              table.recall(way, false),
              table.recall(way, true)));
      Matches.CLASSES.forEach(
          matches -> out.append(Page.format(",%.1f", table.mean(way, matches, Cost::messages))));
    }
    return out.append('\n').toString();
  }
}
