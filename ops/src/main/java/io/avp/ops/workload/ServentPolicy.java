package io.avp.ops.workload;

import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.Headers;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A servent that relates to whom it dials, and to ultrapeers that dial it while it has room; one of
 * 0.4 to all of 0.4.
 */
final class ServentPolicy implements HandshakePolicy {
  private static final int REFUSED = 503;

  private final LocalIdentity identity;
  private final BooleanSupplier room;

  ServentPolicy(LocalIdentity identity, BooleanSupplier room) {
    this.identity = identity;
    this.room = room;
  }

  @Override
  public LocalIdentity identity() {
    return identity;
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    boolean ultrapeer = headers.get("X-Ultrapeer").map("true"::equalsIgnoreCase).orElse(false);
    return outgoing || (ultrapeer && room.getAsBoolean())
        ? new Verdict.Accept(PeerMode.ULTRAPEER, true, List.of())
        : new Verdict.Refuse(REFUSED, "Full", List.of());
  }

  @Override
  public Verdict decideLegacy(HostAddress remote, boolean outgoing) {
    return identity.mode() == PeerMode.LEGACY
        ? new Verdict.Accept(PeerMode.LEGACY, false, List.of())
        : HandshakePolicy.super.decideLegacy(remote, outgoing);
  }

  @Override
  public void released(PeerMode remoteMode) {
    // It reserves nothing.
  }
}
