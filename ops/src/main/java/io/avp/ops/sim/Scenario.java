package io.avp.ops.sim;

/**
 * What is simulated; {@code ops/scenarios} has the files, with the meaning and origin of each
 * value.
 *
 * @param network how long messages take
 * @param content what peers share
 * @param asked what they ask
 * @param flat the unmanaged overlay that floods
 * @param dynamics how that changes with time
 * @param ultrapeers the overlay of ultrapeers
 * @param realm the virtual peers
 */
record Scenario(
    Network network,
    Content content,
    Asked asked,
    Flat flat,
    Dynamics dynamics,
    Ultrapeers ultrapeers,
    Realm realm) {
  /**
   * How long messages take.
   *
   * @param planeMillis side of the plane that networks are on
   * @param accessMillis way of a peer into its network, median
   * @param accessSigma how much that differs, of its logarithm
   */
  record Network(double planeMillis, double accessMillis, double accessSigma) {}

  /**
   * What peers share.
   *
   * @param filesEach files of the catalogue, per peer
   * @param freeRiders share of peers that share nothing
   * @param fewest files of one that shares
   * @param most files of one that shares
   * @param pareto exponent of how many files one shares
   * @param popularity exponent of how many copies a file has (Zipf and Mandelbrot)
   * @param popularityShift shift of the same law
   * @param vocabulary words
   * @param wordShift shift of the law (exponent 1) by which words are drawn
   * @param titleWords words of a name that it has for itself
   * @param groupWords words of a name that its whole group has
   * @param groupFiles files of a group, mean
   */
  record Content(
      int filesEach,
      double freeRiders,
      int fewest,
      int most,
      double pareto,
      double popularity,
      double popularityShift,
      int vocabulary,
      double wordShift,
      int titleWords,
      int groupWords,
      int groupFiles) {}

  /**
   * What they ask.
   *
   * @param count questions of a run
   * @param unanswerable share of those that nobody can answer
   * @param byCopies share of the others whose file is drawn as copies are
   * @param byGroup share of these that ask for a whole group by its words
   * @param words chance that a question has 1, 2, 3... words
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, changed by nobody
  record Asked(int count, double unanswerable, double byCopies, double byGroup, double[] words) {}

  /**
   * The overlay that floods.
   *
   * @param ttl of a question
   * @param degrees numbers of relations that there are
   * @param shares of the peers that have each of these
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, changed by nobody
  record Flat(int ttl, double[] degrees, double[] shares) {}

  /**
   * The overlay of ultrapeers.
   *
   * @param leaves of an ultrapeer
   * @param perLeaf ultrapeers of a leaf
   * @param degree ultrapeers of an ultrapeer, at least
   * @param maxDegree and at most: more than the least if that saves a hop
   * @param maxTtl of a copy
   * @param target results that suffice
   * @param hopMillis how long results are waited for, per hop
   */
  record Ultrapeers(
      int leaves, int perLeaf, int degree, int maxDegree, int maxTtl, int target, int hopMillis) {}

  /**
   * The virtual peers.
   *
   * @param links members of a virtual peer
   * @param unbrowsable share of the members that do not tell their files
   * @param target files that suffice for one that is content with few
   * @param sharePercent of a region, and of an answer, that one source fills at most
   * @param outward relations that a virtual peer has with peers that are no members, if there are
   * @param outwardTtl of questions that go there
   */
  record Realm(
      int links, double unbrowsable, int target, int sharePercent, int outward, int outwardTtl) {
    /** The same where no member tells its files. */
    Realm silent() {
      return new Realm(links, 1, target, sharePercent, outward, outwardTtl);
    }
  }

  /** Reads a scenario file. */
  static Scenario read(ScenarioFile in) throws ScenarioException {
    Scenario scenario =
        new Scenario(
            new Network(
                in.real("network.plane-millis", 0, 1000),
                in.real("network.access-millis", 0, 1000),
                in.real("network.access-sigma", 0, 3)),
            new Content(
                in.number("content.files-each", 1, 1000),
                in.real("content.free-riders", 0, 0.99),
                in.number("content.fewest", 1, 10_000),
                in.number("content.most", 1, 10_000),
                in.real("content.pareto", 0.1, 10),
                in.real("content.popularity", 0, 3),
                in.real("content.popularity-shift", 0, 100_000),
                in.number("content.vocabulary", 100, 500_000),
                in.real("content.word-shift", 0, 100_000),
                in.number("content.title-words", 1, 20),
                in.number("content.group-words", 1, 10),
                in.number("content.group-files", 1, 100_000)),
            new Asked(
                in.number("asked.count", 1, 1_000_000),
                in.real("asked.unanswerable", 0, 1),
                in.real("asked.by-copies", 0, 1),
                in.real("asked.by-group", 0, 1),
                in.reals("asked.words", 0, 1)),
            new Flat(
                in.number("flat.ttl", 1, 15),
                in.reals("flat.degrees", 1, 1000),
                in.reals("flat.shares", 0, 1)),
            Dynamics.read(in),
            new Ultrapeers(
                in.number("ultrapeers.leaves", 1, 1000),
                in.number("ultrapeers.per-leaf", 1, 10),
                in.number("ultrapeers.degree", 2, 1000),
                in.number("ultrapeers.max-degree", 2, 1000),
                in.number("ultrapeers.max-ttl", 1, 7),
                in.number("ultrapeers.target", 1, 10_000),
                in.number("ultrapeers.hop-millis", 1, 60_000)),
            new Realm(
                in.number("realm.links", 1, 65_535),
                in.real("realm.unbrowsable", 0, 1),
                in.number("realm.target", 1, 10_000),
                in.number("realm.share-percent", 1, 100),
                in.number("realm.outward", 1, 1000),
                in.number("realm.outward-ttl", 1, 7)));
    in.end();
    in.inOrder("content.fewest", scenario.content.fewest, "content.most", scenario.content.most);
    in.inOrder(
        "ultrapeers.degree",
        scenario.ultrapeers.degree,
        "ultrapeers.max-degree",
        scenario.ultrapeers.maxDegree);
    in.sumsToOne("asked.words", scenario.asked.words);
    in.sumsToOne("flat.shares", scenario.flat.shares);
    in.sameLength("flat.degrees", scenario.flat.degrees, "flat.shares", scenario.flat.shares);
    return scenario;
  }
}
