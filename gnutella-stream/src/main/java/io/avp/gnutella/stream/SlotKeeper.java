package io.avp.gnutella.stream;

import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.Headers;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;

/** An owner's policy for one connection; gives the slot back exactly once. */
final class SlotKeeper implements HandshakePolicy {
  private final HandshakePolicy policy;
  private PeerMode reserved;

  SlotKeeper(HandshakePolicy policy) {
    this.policy = policy;
  }

  @Override
  public LocalIdentity identity() {
    return policy.identity();
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    return kept(policy.decide(remote, outgoing, headers));
  }

  @Override
  public Verdict decideLegacy(HostAddress remote, boolean outgoing) {
    return kept(policy.decideLegacy(remote, outgoing));
  }

  private Verdict kept(Verdict verdict) {
    if (verdict instanceof Verdict.Accept accept) {
      reserved = accept.remoteMode();
    }
    return verdict;
  }

  @Override
  public void released(PeerMode remoteMode) {
    release();
  }

  /** Gives the slot back if there is one. */
  void release() {
    if (reserved != null) {
      PeerMode mode = reserved;
      reserved = null;
      policy.released(mode);
    }
  }
}
