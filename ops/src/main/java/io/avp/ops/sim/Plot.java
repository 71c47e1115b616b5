package io.avp.ops.sim;

import java.util.ArrayList;
import java.util.List;

/** Bars and lines on two axes, as SVG. */
final class Plot {
  private static final int LEFT = 48;
  private static final int RIGHT = 376;
  private static final int TOP = 22;
  private static final int BOTTOM = 222;
  private static final int WIDTH = 400;
  private static final int HEIGHT = 262;

  /**
   * An axis.
   *
   * @param label what it shows
   * @param logarithmic true if each step of the same length is the same factor; the ends are powers
   *     of 10 then
   */
  record Axis(String label, double from, double to, boolean logarithmic) {
    private static final int TICKS = 5;

    Axis {
      // Of what is 0 everywhere, too, something is to be seen.
      to = to > from ? to : from + 1;
    }

    /** Where a value is, from 0 to 1. */
    private double place(double value) {
      double place =
          logarithmic ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
      return Math.max(0, Math.min(1, place));
    }

    private List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      double step = logarithmic ? 10 : step((to - from) / TICKS);
      for (double tick = from;
          tick <= to * (1 + 1e-9);
          tick = logarithmic ? tick * step : tick + step) {
        ticks.add(tick);
      }
      return ticks;
    }

    /** The next larger one of 1, 2, 5, 10, 20... */
    private static double step(double least) {
      double power = Math.pow(10, Math.floor(Math.log10(least)));
      for (int factor : new int[] {1, 2, 5}) {
        if (factor * power >= least) {
          return factor * power;
        }
      }
      return 10 * power;
    }

    private static String text(double tick) {
      return Page.format("%,.4f", tick).replaceFirst("\\.?0+$", "");
    }
  }

  private final String caption;
  private final Axis x;
  private final Axis y;
  private final StringBuilder drawn = new StringBuilder();

  /**
   * An empty plot.
   *
   * @param caption HTML that says what it shows
   */
  Plot(String caption, Axis x, Axis y) {
    this.caption = caption;
    this.x = x;
    this.y = y;
    for (double tick : y.ticks()) {
      double at = down(tick);
      drawn.append(
          Page.format(
              "<path class=\"grid\" d=\"M%d %.1fH%d\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
              LEFT, at, RIGHT, LEFT - 5, at + 4, Axis.text(tick)));
    }
    for (double tick : x.ticks()) {
      drawn.append(
          Page.format(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
              right(tick), BOTTOM + 17, Axis.text(tick)));
    }
    drawn.append(
        Page.format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><text x=\"0\""
                + " y=\"12\">%s</text>\n",
            RIGHT, BOTTOM + 35, Page.escaped(x.label), Page.escaped(y.label)));
  }

  private double right(double value) {
    return LEFT + x.place(value) * (RIGHT - LEFT);
  }

  private double down(double value) {
    return BOTTOM - y.place(value) * (BOTTOM - TOP);
  }

  /** A bar between two values of x. */
  Plot bar(double from, double to, double height) {
    double top = down(height);
    drawn.append(
        Page.format(
            "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
            right(from), top, Math.max(0.5, right(to) - right(from) - 0.5), BOTTOM - top));
    return this;
  }

  /**
   * A line through points.
   *
   * @param name a, b or c: its colour
   */
  Plot line(String name, double[] across, double[] up) {
    drawn.append("<path class=\"line ").append(name).append("\" d=\"");
    for (int i = 0; i < across.length; i++) {
      drawn.append(Page.format("%s%.1f %.1f", i == 0 ? "M" : "L", right(across[i]), down(up[i])));
    }
    drawn.append("\"/>\n");
    return this;
  }

  /** The figure. */
  String html() {
    return Page.format(
            "<figure><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s by %s\">\n",
            WIDTH, HEIGHT, Page.escaped(y.label), Page.escaped(x.label))
        + drawn
        + "</svg><figcaption>"
        + caption
        + "</figcaption></figure>\n";
  }
}
