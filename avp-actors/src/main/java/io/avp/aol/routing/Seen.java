package io.avp.aol.routing;

/** What {@link GuidRoutes#insert} found. */
public enum Seen {
  /** Not seen before: remembered now. */
  NEW,
  /** Seen before from another connection: a loop or a second path. */
  DUPLICATE,
  /** Seen before from the same connection with at least this TTL. */
  REPEATED,
  /** Seen before, but never with so high a TTL: to be forwarded, not answered again. */
  DUPLICATE_HIGHER_TTL,
  /** Not remembered: this origin has used up its share of a table that fills up. */
  EXHAUSTED
}
