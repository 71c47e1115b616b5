package io.avp.gnutella.handshake;

/** What a servent is in a relation. */
public enum PeerMode {
  /** Shielded: sends its query table, relays nothing. */
  LEAF,
  /** Relays for its leaves and for other ultrapeers. */
  ULTRAPEER,
  /** Speaks 0.4: says nothing of itself, has no query table, passes on what is new to it. */
  LEGACY
}
