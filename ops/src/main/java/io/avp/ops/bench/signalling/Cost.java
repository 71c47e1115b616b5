package io.avp.ops.bench.signalling;

/**
 * What questions have cost.
 *
 * @param books all descriptors of questions and answers
 * @param matches sum over the questions of m, the number of members that have a match
 */
record Cost(Books books, long matches) {
  static final Cost NONE = new Cost(new Books(0, 0, 0, 0, 0), 0);

  Cost plus(Cost other) {
    return new Cost(books.plus(other.books), matches + other.matches);
  }

  /** Descriptors for each question. */
  double each() {
    return (double) books.descriptors() / books.asked();
  }

  double meanMatches() {
    return (double) matches / books.asked();
  }

  /**
   * What a perfect index that answers itself takes: the question, and a hit of each that matches.
   */
  double bound1() {
    return 1 + meanMatches();
  }

  /** The same if all that match are asked. */
  double bound2() {
    return 1 + 2 * meanMatches();
  }
}
