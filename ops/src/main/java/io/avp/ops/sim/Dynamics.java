package io.avp.ops.sim;

/**
 * How peers come and go, and relations begin and end, in an overlay that nobody manages. All times
 * are in seconds.
 */
record Dynamics(Relations relations, Sessions sessions) {
  /**
   * Relations between peers, of which there are two kinds: short ones, to exchange addresses of
   * hosts, and stable ones, on which descriptors flow all the time.
   *
   * @param mean relations of a peer at a time
   * @param shortShare share of the new ones that are short
   * @param shortMedian how long a short one lasts, median
   * @param shortSigma how much that differs, of its logarithm
   * @param shortMost a short one ends then
   * @param stableShape shape of how long a stable one lasts (Lomax)
   * @param stableScale scale of the same law
   */
  record Relations(
      double mean,
      double shortShare,
      double shortMedian,
      double shortSigma,
      double shortMost,
      double stableShape,
      double stableScale) {}

  /**
   * Sessions of peers; relations end with them.
   *
   * @param stableShare share of the sessions of peers that tend to stay
   * @param ordinaryShape shape of how long the others stay (Weibull)
   * @param ordinaryScale scale of the same law
   * @param stableShape shape of how long these stay (Lomax)
   * @param stableScale scale of the same law
   * @param longest a session ends then
   * @param daily how much more peers come at the best hour of the day, and fewer at the worst
   */
  record Sessions(
      double stableShare,
      double ordinaryShape,
      double ordinaryScale,
      double stableShape,
      double stableScale,
      double longest,
      double daily) {}

  static Dynamics read(ScenarioFile in) throws ScenarioException {
    return new Dynamics(
        new Relations(
            in.real("relations.mean", 0.1, 1000),
            in.real("relations.short-share", 0, 1),
            in.real("relations.short-median", 0.01, 1e5),
            in.real("relations.short-sigma", 0.01, 5),
            in.real("relations.short-most", 0.01, 1e5),
            in.real("relations.stable-shape", 0.1, 20),
            in.real("relations.stable-scale", 0.01, 1e7)),
        new Sessions(
            in.real("sessions.stable-share", 0, 1),
            in.real("sessions.ordinary-shape", 0.1, 20),
            in.real("sessions.ordinary-scale", 1, 1e7),
            in.real("sessions.stable-shape", 0.1, 20),
            in.real("sessions.stable-scale", 1, 1e7),
            in.real("sessions.longest", 60, 1e8),
            in.real("sessions.daily", 0, 1)));
  }

  /** The same with another share of short relations. */
  Dynamics withShortShare(double share) {
    return new Dynamics(
        new Relations(
            relations.mean,
            share,
            relations.shortMedian,
            relations.shortSigma,
            relations.shortMost,
            relations.stableShape,
            relations.stableScale),
        sessions);
  }

  /** The same with another difference of day and night. */
  Dynamics withDaily(double daily) {
    return new Dynamics(
        relations,
        new Sessions(
            sessions.stableShare,
            sessions.ordinaryShape,
            sessions.ordinaryScale,
            sessions.stableShape,
            sessions.stableScale,
            sessions.longest,
            daily));
  }

  /** The same with sessions that are so many times as long. */
  Dynamics withSessions(double times) {
    return new Dynamics(
        relations,
        new Sessions(
            sessions.stableShare,
            sessions.ordinaryShape,
            sessions.ordinaryScale * times,
            sessions.stableShape,
            sessions.stableScale * times,
            sessions.longest * times,
            sessions.daily));
  }
}
