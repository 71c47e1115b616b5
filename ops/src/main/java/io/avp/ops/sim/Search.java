package io.avp.ops.sim;

/** A way of finding answers. Not safe for several threads unless it says so. */
interface Search {
  /** Asks one question, of which nothing remains afterwards. */
  Cost ask(Question question);
}
