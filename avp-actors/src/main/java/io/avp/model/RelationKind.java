package io.avp.model;

/** What the other end of an overlay link is to a virtual peer. */
public enum RelationKind {
  /** A member: shielded, sends its query table. */
  LEAF,
  /** An ordinary ultrapeer. */
  ULTRAPEER,
  /** A servent of 0.4: has no query table, passes on what is new to it. */
  LEGACY,
  /** Another virtual peer of the same realm. */
  MESH
}
