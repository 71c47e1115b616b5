package io.avp.vcc.cache;

/** Whether a holder can be dialled, by our own test and not by what it says. */
public enum Push {
  /** It cannot be dialled: it is told by a push to dial itself. */
  NEEDED,
  /** It can be dialled. */
  NOT_NEEDED,
  /** Not tested: what it says itself is passed on. */
  UNKNOWN
}
