package io.avp.aol.topology;

/** What became of a member that a sibling was to dial. */
public enum DialOutcome {
  /** It has a relation to the sibling. */
  RELATED,
  /** It answered, but took no relation: most likely it has as many as it wants. */
  REFUSED,
  /** It could not be reached, or is seen to by somebody else. */
  FAILED,
  /** The sibling takes nobody, or nobody of that mode. */
  NO_ROOM,
  /** The budget of the member's address is used up, or nobody could say. */
  NOT_PERMITTED
}
