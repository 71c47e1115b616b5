package io.avp.ops.workload;

import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.Headers;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;

/** A servent that relates to whom it dials and to nobody else. */
final class ServentPolicy implements HandshakePolicy {
  private static final int REFUSED = 503;

  private final LocalIdentity identity;

  ServentPolicy(LocalIdentity identity) {
    this.identity = identity;
  }

  @Override
  public LocalIdentity identity() {
    return identity;
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    return outgoing
        ? new Verdict.Accept(PeerMode.ULTRAPEER, true, List.of())
        : new Verdict.Refuse(REFUSED, "Full", List.of());
  }

  @Override
  public void released(PeerMode remoteMode) {
    // It reserves nothing.
  }
}
