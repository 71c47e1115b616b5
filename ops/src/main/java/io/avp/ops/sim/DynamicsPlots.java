package io.avp.ops.sim;

import io.avp.ops.sim.Plot.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a page shows of relations in time. */
record DynamicsPlots(Map<Variation, DynamicsTable> tables) {
  /** Classes of times that are shown as one. */
  private static final int TOGETHER = 10;

  private static final int POINTS = 300;
  private static final double[] LAGS = IntStream.of(Seen.LAGS).asDoubleStream().toArray();
  private static final String[] LINES = {"a", "b", "c"};

  /** How the number of relations of some peers changes. */
  String examples() {
    List<int[]> all = tables.get(Variation.NONE).examples();
    List<int[]> shown =
        IntStream.of(all.size() - 1, all.size() / 2, 0).distinct().mapToObj(all::get).toList();
    int seconds = shown.stream().mapToInt(track -> track.length).max().orElse(1);
    int most = shown.stream().flatMapToInt(Arrays::stream).max().orElse(1);
    Plot plot =
        new Plot(
            "Peers that want <b class=\"a\">the most</b>, <b class=\"b\">some</b> and"
                + " <b class=\"c\">the fewest</b> relations.",
            new Axis("minutes", 0, seconds / 60.0, false),
            new Axis("relations of one peer", 0, most, false));
    for (int i = 0; i < shown.size(); i++) {
      int[] track = shown.get(i);
      int[] at =
          IntStream.range(0, track.length)
              .filter(second -> second % (1 + seconds / POINTS) == 0)
              .toArray();
      plot.line(
          LINES[i],
          Arrays.stream(at).mapToDouble(second -> second / 60.0).toArray(),
          Arrays.stream(at).mapToDouble(second -> track[second]).toArray());
    }
    return plot.html();
  }

  /** How many relations peers have. */
  String numbers() {
    Counts found = tables.get(Variation.NONE).all();
    Counts alike = tables.get(Variation.ALIKE).all();
    int most = found.quantile(0.999);
    double[] numbers = IntStream.rangeClosed(0, most).asDoubleStream().toArray();
    double[] shares = IntStream.rangeClosed(0, most).mapToDouble(found::share).toArray();
    double[] others = IntStream.rangeClosed(0, most).mapToDouble(alike::share).toArray();
    double highest =
        Math.max(Arrays.stream(shares).max().orElse(1), Arrays.stream(others).max().orElse(1));
    Plot plot =
        new Plot(
            "How many relations <b class=\"a\">peers have</b>, and would have if"
                + " <b class=\"b\">all wanted as many</b>.",
            new Axis("relations", 0, most + 1.0, false),
            new Axis("share of peers and times", 0, highest, false));
    for (int i = 0; i <= most; i++) {
      plot.bar(i, i + 1.0, shares[i]);
    }
    return plot.line("b", Arrays.stream(numbers).map(n -> n + 0.5).toArray(), others).html();
  }

  /** How long relations last, and the two kinds that were found in that. */
  String lasted() {
    HoldingTimes lasted = tables.get(Variation.NONE).lasted();
    TwoStates states = tables.get(Variation.NONE).states();
    double[] middles =
        IntStream.range(0, HoldingTimes.CLASSES).mapToDouble(HoldingTimes::middle).toArray();
    double width = HoldingTimes.WIDTH * TOGETHER;
    double[] brief = Arrays.stream(middles).map(t -> width * states.briefDensity(t)).toArray();
    double[] stable = Arrays.stream(middles).map(t -> width * states.stableDensity(t)).toArray();
    List<double[]> bars = lasted.classes(TOGETHER);
    double highest = bars.stream().mapToDouble(bar -> bar[2]).max().orElse(1);
    Plot plot =
        new Plot(
            "How long <b class=\"a\">relations</b> last, and the two kinds found:"
                + " <b class=\"b\">short</b> and <b class=\"c\">stable</b>.",
            new Axis("seconds", 0.1, 100_000, true),
            new Axis("share of relations", 0, highest, false));
    bars.forEach(bar -> plot.bar(bar[0], bar[1], bar[2]));
    return plot.line("b", middles, brief).line("c", middles, stable).html();
  }

  /** How long the number of relations of a peer stays as it is. */
  String correlation() {
    DynamicsTable found = tables.get(Variation.NONE);
    double[] kept = Arrays.stream(LAGS).map(found.lasted()::kept).toArray();
    return new Plot(
            "Correlation of the number of relations of a peer with its own, later:"
                + " <b class=\"a\">seen</b>, and <b class=\"b\">by how long relations last</b>.",
            new Axis("seconds later", 1, 1000, true),
            new Axis("correlation", 0, 1, false))
        .line("a", LAGS, found.correlation())
        .line("b", LAGS, kept)
        .html();
  }
}
