package io.avp.ops.bench.signalling;

/** Classes of questions by m, the number of members that have a match. */
enum Matches {
  NONE("m0", 0, 0),
  FEW("m1_10", 1, 10),
  MANY("m11", 11, Integer.MAX_VALUE);

  private final String key;
  private final int least;
  private final int most;

  Matches(String key, int least, int most) {
    this.key = key;
    this.least = least;
    this.most = most;
  }

  /** Part of the names of its figures. */
  String key() {
    return key;
  }

  boolean has(int m) {
    return m >= least && m <= most;
  }
}
