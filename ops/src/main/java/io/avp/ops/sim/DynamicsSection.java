package io.avp.ops.sim;

import java.util.Map;

/** How relations change, as a part of a page. */
record DynamicsSection(
    Map<Variation, DynamicsTable> tables, Scenario rules, int peers, int minutes, int runs) {
  /** Classes of times that are told as one. */
  private static final int TOGETHER = 25;

  private static final String TEXT =
      """
      <h1>Relations that nobody manages</h1>
      <p>%s</p>
      <div class="plots">%s</div>
      <h2>Two kinds of relations</h2>
      %s<p>Found in nothing but how long relations lasted, by the most likely mixture. Sessions cut
      relations short, so what is found ends earlier than what is drawn.</p>
      <h2>What depends on what is assumed</h2>
      %s<p>CoV: standard deviation by the mean. Of one peer: about its own mean while it is watched.
      33 %% short: of the new relations. All alike: all peers want as many. Morning: the
      first hour of a day on which half as many more peers come by day, after days without that. Long sessions: 100 times as long, so that hardly a
      relation ends with one. r: correlation, see below.</p>
      <h2>Correlation of the number of relations with itself</h2>
      %s<p>What peers have beyond the mean of those that want as many, and so many seconds later. As
      they last: what is left of the relations that one has. The rest is due to peers that came
      lately and have few for some time.</p>
      <h2>By how many relations peers want</h2>
      %s<h2>What the plots show</h2>
      %s%s<p>New relations begin by chance (Poisson), between any two peers, the more often the more
      these want. Peers come by chance, too. Not in here: whom a peer knows, which peer comes back,
      failures of the network, and that two peers have one relation at most. Nobody manages this
      overlay, so no class of io.avp.aol, vcc or nol takes part.</p>
      """;

  /** Text, plots and tables. */
  String html() {
    DynamicsTable found = tables.get(Variation.NONE);
    DynamicsPlots plots = new DynamicsPlots(tables);
    return Page.format(
        TEXT,
        summary(found.all()),
        plots.examples() + plots.numbers() + plots.lasted() + plots.correlation(),
        Page.table(states(found)),
        Page.table(variations()),
        Page.table(correlations()),
        Page.table(kinds(found)),
        Page.data("How many relations peers have, as CSV", numbers(found)),
        Page.data("How long relations last, as CSV", lasted(found)));
  }

  private String summary(Counts all) {
    return Page.format(
        "In an overlay of %,d peers that was watched for %d minutes, %d times anew, a peer has %.2f"
            + " relations on the mean, and the standard deviation is %.2f of that: half of the time"
            + " a peer has at most %d, in one of a hundred seconds more than %d, and in %.2f %% of"
            + " the time none. Measured of Gnutella: 9.86, with very high variability.",
        peers,
        minutes,
        runs,
        all.mean(),
        all.variation(),
        all.quantile(0.5),
        all.quantile(0.99),
        100 * all.share(0));
  }

  /** What is drawn, and what is found again. */
  private String states(DynamicsTable found) {
    Dynamics.Relations drawn = rules.dynamics().relations();
    TwoStates states = found.states();
    return "which,drawn,found\n"
        + Page.format("short of all,%.3f,%.3f\n", drawn.shortShare(), states.shortShare())
        + Page.format(
            "short: median s,%.2f,%.2f\n", drawn.shortMedian(), Math.exp(states.logMedian()))
        + Page.format("short: sigma,%.2f,%.2f\n", drawn.shortSigma(), states.sigma())
        + Page.format("stable: shape,%.2f,%.2f\n", drawn.stableShape(), states.shape())
        + Page.format("stable: scale s,%.0f,%.0f\n", drawn.stableScale(), states.scale())
        + Page.format("distance of two kinds,,%.4f\n", states.distance(found.lasted()))
        + Page.format("distance of one kind,,%.4f\n", found.distanceOfOneKind());
  }

  private String variations() {
    StringBuilder csv =
        new StringBuilder(
            "which,relations,CoV,of one peer,none %,new/min,last s,median s,r 60 s,r 600 s\n");
    tables.forEach(
        (variation, table) ->
            csv.append(
                Page.format(
                    "%s,%.3f,%.3f,%.3f,%.3f,%.2f,%.1f,%.1f,%.3f,%.3f\n",
                    variation.label,
                    table.all().mean(),
                    table.all().variation(),
                    table.variationInTime(),
                    100 * table.all().share(0),
                    60 * table.newPerSecond(),
                    table.lasted().mean(),
                    table.lasted().median(),
                    table.correlation(60),
                    table.correlation(600))));
    return csv.toString();
  }

  private String correlations() {
    StringBuilder csv = new StringBuilder("seconds,as they last");
    tables.keySet().forEach(variation -> csv.append(',').append(variation.label));
    csv.append('\n');
    for (int lag : Seen.LAGS) {
      csv.append(Page.format("%d,%.4f", lag, tables.get(Variation.NONE).lasted().kept(lag)));
      tables.values().forEach(table -> csv.append(Page.format(",%.4f", table.correlation(lag))));
      csv.append('\n');
    }
    return csv.toString();
  }

  private String kinds(DynamicsTable found) {
    StringBuilder csv = new StringBuilder("wants,share of peers and times,relations,CoV\n");
    for (int kind = 0; kind < found.kinds().size(); kind++) {
      Counts counts = found.kinds().get(kind);
      csv.append(
          Page.format(
              "%.0f,%.3f,%.2f,%.3f\n",
              rules.flat().degrees()[kind],
              (double) counts.total() / found.all().total(),
              counts.mean(),
              counts.variation()));
    }
    return csv.toString();
  }

  private static String numbers(DynamicsTable found) {
    StringBuilder csv = new StringBuilder("relations,share of peers and times\n");
    for (int number = 0; number <= found.all().quantile(1); number++) {
      csv.append(Page.format("%d,%.6f\n", number, found.all().share(number)));
    }
    return csv.toString();
  }

  private static String lasted(DynamicsTable found) {
    StringBuilder csv = new StringBuilder("from s,to s,share\n");
    found
        .lasted()
        .classes(TOGETHER)
        .forEach(one -> csv.append(Page.format("%.3f,%.3f,%.5f\n", one[0], one[1], one[2])));
    return csv.toString();
  }
}
