package io.avp.ops.sim;

import java.util.SplittableRandom;

/** How long peers stay: most not long, a share of them with a heavy tail. */
final class SessionLaw {
  private final double stableShare;
  private final Law.Invertible ordinary;
  private final Law.Invertible stable;
  private final Ages ages;

  SessionLaw(Dynamics.Sessions rules) {
    stableShare = rules.stableShare();
    ordinary = new Law.Weibull(rules.ordinaryShape(), rules.ordinaryScale(), rules.longest());
    stable = new Law.Lomax(rules.stableShape(), rules.stableScale(), rules.longest());
    ages = new Ages(this::survival, rules.longest());
  }

  /** The share of sessions that last longer than so many seconds. */
  double survival(double seconds) {
    return stableShare * stable.survival(seconds) + (1 - stableShare) * ordinary.survival(seconds);
  }

  /** The session of one that comes, in seconds. */
  double draw(SplittableRandom random) {
    return left(0, random);
  }

  /** What is left of a session, in seconds. */
  double left(double age, SplittableRandom random) {
    double stableLeft = stableShare * stable.survival(age) / survival(age);
    return (random.nextDouble() < stableLeft ? stable : ordinary).left(age, random);
  }

  /** Ages of the sessions of those that are there. */
  Ages ages() {
    return ages;
  }
}
