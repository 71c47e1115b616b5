package io.avp.actor;

import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.Headers;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.time.Instant;
import java.util.List;

/** An owner that takes what comes and looks at nothing. */
final class Undemanding implements Owner, HandshakePolicy {
  @Override
  public HandshakePolicy handshakePolicy() {
    return this;
  }

  @Override
  public LocalIdentity identity() {
    HostAddress nowhere = HostAddress.parse("127.0.0.1:1");
    Guid guid = Guid.modern(5, 6);
    return new LocalIdentity(PeerMode.ULTRAPEER, "Test", guid, nowhere, 32, 4, Instant.EPOCH);
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    return new Verdict.Accept(PeerMode.ULTRAPEER, false, List.of());
  }

  @Override
  public void released(PeerMode remoteMode) {
    // Nothing was reserved.
  }

  @Override
  public void onFrames(FrameBatch batch) {
    batch.release();
  }

  @Override
  public void onDatagrams(List<Datagram> datagrams) {
    // Not looked at.
  }

  @Override
  public void onDialFailed(HostAddress remote, CloseReason reason, List<HostAddress> named) {
    // Nobody waits for it.
  }
}
