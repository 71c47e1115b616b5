package io.avp.ops.sim;

/** Ways of finding answers that are compared, and the bounds. */
enum Way {
  /** Gnutella 0.4. */
  FLAT("FLAT"),
  /** Gnutella 0.6, content with few results. */
  DQ("DQ"),
  /** The realm, everything wanted. */
  AVP("AVP"),
  /** The realm, if no member tells its files. */
  AVP_HINTS("AVP hints"),
  /** The realm of 90 % of the peers, and the overlay of the others. */
  AVP_90("AVP 90 %"),
  /** The realm of 99 % of the peers, and the overlay of the others. */
  AVP_99("AVP 99 %"),
  /** The realm, content with as few results as DQ. */
  AVP_FEW("AVP few"),
  /** Somebody knows all and answers for all: a question, and one answer per holder. */
  LB1("LB1"),
  /** Somebody knows whom to ask: a question, and question and answer of each holder. */
  LB2("LB2");

  final String label;

  Way(String label) {
    this.label = label;
  }

  /** True for a bound, which nobody searches by. */
  boolean isBound() {
    return this == LB1 || this == LB2;
  }

  /** What a question costs at least. */
  Cost bound(Question question) {
    int holders = question.matches();
    Tally tally = new Tally(Sizes.queryFrame(question, 1).length);
    tally.query();
    for (int i = 0; i < holders; i++) {
      tally.hit(1, Sizes.hit(question.bytes()[i]), question.files()[i]);
      if (this == LB2) {
        tally.query();
      }
    }
    return tally.cost();
  }
}
