package io.avp.ops.chaos;

/** What happens to what one node sends to another. */
public enum Impairment {
  /** It arrives. */
  PASS,
  /** It waits, unanswered, until it may pass: as behind a cable that is out. */
  STALL,
  /** Connections are reset, new ones too: as behind a firewall that rejects. */
  REFUSE
}
