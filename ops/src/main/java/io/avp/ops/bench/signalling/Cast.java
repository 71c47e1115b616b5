package io.avp.ops.bench.signalling;

/**
 * Who there is, beside the members that come at the start, and what the realm does.
 *
 * @param reserve honest servents that come later
 * @param poisoners servents that come later and offer what they do not have
 * @param unbrowsable share of the honest ones that refuse to be browsed, 0 to 1
 * @param answering false: the realm knows its members by their query tables alone
 */
record Cast(int reserve, int poisoners, double unbrowsable, boolean answering) {
  private static final double SOME = 0.3;

  static Cast of(Part part, SignallingSettings settings) {
    return switch (part) {
      case answered, flood -> new Cast(0, 0, 0, true);
      case asked, repeated -> new Cast(0, 0, 1, true);
      case tables -> new Cast(0, 0, 0, false);
      case churn -> new Cast(ChurnRow.reserve(settings), 0, SOME, true);
      case poison -> new Cast(0, PoisonRow.most(settings.servents()), 0, true);
    };
  }
}
