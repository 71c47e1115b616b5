package io.avp.ops.sim;

/**
 * How long relations last, and how often new ones begin so that peers have as many as wanted
 * although relations end with the sessions of both peers.
 */
final class RelationLaws {
  final Law brief;
  final Law.Invertible lasting;
  final SessionLaw sessions;

  /** Ages of stable relations, if no peer left. */
  final Ages ages;

  private final Dynamics.Relations rules;
  private final double perSecond;

  RelationLaws(Dynamics dynamics) {
    rules = dynamics.relations();
    double longest = dynamics.sessions().longest();
    brief = new Law.LogNormal(rules.shortMedian(), rules.shortSigma(), rules.shortMost());
    lasting = new Law.Lomax(rules.stableShape(), rules.stableScale(), longest);
    sessions = new SessionLaw(dynamics.sessions());
    ages = new Ages(lasting::survival, longest);
    double each = rules.shortShare() * met(brief) + (1 - rules.shortShare()) * met(lasting);
    perSecond = rules.mean() / each;
  }

  /** Of how many seconds of a law relations are met that both peers are still there for. */
  private double met(Law law) {
    Ages there = sessions.ages();
    return new Ages(age -> law.survival(age) * there.older(age) * there.older(age), law.most())
        .mean();
  }

  /** New relations of a peer per second, of all kinds and whoever begins them. */
  double perSecond() {
    return perSecond;
  }

  /** The share of these that is short. */
  double shortShare() {
    return rules.shortShare();
  }

  /** Stable relations of a peer at a time, if no peer left. */
  double lastingIfNobodyLeft() {
    return perSecond * (1 - rules.shortShare()) * ages.mean();
  }
}
