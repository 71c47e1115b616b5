package io.avp.ops.sim;

import io.avp.node.BuildVersion;
import java.util.List;
import java.util.Locale;

/**
 * The page of experiments: what they have found and how to find it again, in one file that loads
 * nothing, in light and dark. Wide things scroll within themselves.
 */
record Page(Experiment.Setting setting, List<Findings> found) {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <style>
      :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --grid: #ccc;
        --a: #2f6fab; --b: #c2410c; --c: #3f7d20 }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6e6e6; --paper: #16181b; --grid: #444;
          --a: #6aa9e6; --b: #f0925f; --c: #8fc96b } }
      body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 16px/1.5 sans-serif;
        color: var(--ink); background: var(--paper) }
      .wide { overflow-x: auto }
      .plots { display: grid; gap: 1rem;
        grid-template-columns: repeat(auto-fit, minmax(min(100%%, 26rem), 1fr)) }
      figure { margin: 0 }
      table { border-collapse: collapse }
      th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--grid); text-align: right;
        white-space: nowrap }
      th:first-child, td:first-child { text-align: left }
      svg { width: 100%%; max-width: 36rem; height: auto }
      svg text { fill: var(--ink); font: 12px sans-serif }
      svg .grid { stroke: var(--grid) }
      svg .bar { fill: var(--a) }
      svg .line { fill: none; stroke-width: 2 }
      svg .a { stroke: var(--a) } svg .b { stroke: var(--b) } svg .c { stroke: var(--c) }
      b.a { color: var(--a) } b.b { color: var(--b) } b.c { color: var(--c) }
      code, pre { overflow-wrap: anywhere; white-space: pre-wrap }
      </style></head><body>
      """;

  /** The whole page. */
  String html() {
    StringBuilder out = new StringBuilder(format(HEAD, "Experiments"));
    for (Findings findings : found) {
      out.append(findings.section())
          .append(
              format(
                  """
                  <p>The same again: <code>ops/avp experiment %s --seed %d --scenario %s</code></p>
                  <p>SHA-256 of all that happened: <code>%s</code></p>
                  """,
                  escaped(findings.command()),
                  setting.seed(),
                  escaped(setting.scenario()),
                  findings.digest()));
    }
    return out.append("<h2>Parameters</h2>\n")
        .append(data("All values of the scenario " + setting.scenario(), setting.parameters()))
        .append(
            format(
                "<p>AVP %s, Java %s, %s %s</p>\n</body></html>\n",
                escaped(BuildVersion.text()),
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch")))
        .toString();
  }

  /** A table of lines with commas, the first of which is the head; the same follows as CSV. */
  static String table(String csv) {
    StringBuilder out = new StringBuilder("<div class=\"wide\"><table>\n");
    String cell = "th";
    for (String line : csv.lines().toList()) {
      String between = "</" + cell + "><" + cell + ">";
      out.append("<tr><").append(cell).append('>');
      out.append(escaped(line).replace(",", between));
      out.append("</").append(cell).append("></tr>\n");
      cell = "td";
    }
    return out.append("</table></div>\n").append(data("CSV", csv)).toString();
  }

  /** Lines with commas that are seen when their name is touched. */
  static String data(String name, String csv) {
    return format(
        "<details><summary>%s</summary><pre>%s</pre></details>\n", escaped(name), escaped(csv));
  }

  /** As a format says, the same in all countries. */
  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Text that is no markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
