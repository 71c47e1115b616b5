package io.avp.ops.bench.signalling;

/** What a run consists of, each with a realm of its own. */
public enum Part {
  /** All members tell their files: what the realm answers itself costs, takes and holds. */
  answered,
  /** No member does: all that may match are asked. */
  asked,
  /** No member does, and texts are asked again and again. */
  repeated,
  /** The realm knows query tables alone. */
  tables,
  /** Members of both kinds come and leave; then a node is killed. */
  churn,
  /** All tell their files, and some of them lie. */
  poison,
  /** No realm at all: servents that flood. */
  flood
}
