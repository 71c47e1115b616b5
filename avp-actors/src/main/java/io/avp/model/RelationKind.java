package io.avp.model;

/** What the other end of an overlay link is to a virtual peer. */
public enum RelationKind {
  /** A member: shielded, sends its query table. */
  LEAF,
  /** An ordinary ultrapeer. */
  ULTRAPEER,
  /** Another virtual peer of the same realm. */
  MESH
}
