package io.avp.aol.topology;

/** What a dial is for. */
public enum DialPurpose {
  /** A relation that a virtual peer would like to have; it can wait. */
  ORDINARY,
  /** The relation of a member whose node is about to end; it cannot. */
  HAND_OVER
}
