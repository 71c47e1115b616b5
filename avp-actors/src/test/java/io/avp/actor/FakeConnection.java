package io.avp.actor;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.ConnectionSnapshot;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.util.List;
import java.util.Optional;

/** A connection without a socket. */
record FakeConnection(long id, int shard, int slot, HostAddress remote, Relation relation)
    implements Connection {

  static FakeConnection of(PeerMode mode, int slot, String remote, String listen, Guid guid) {
    return new FakeConnection(
        slot,
        0,
        slot,
        HostAddress.parse(remote),
        new Relation(
            false,
            PeerMode.ULTRAPEER,
            mode,
            "Fake/1.0",
            Optional.ofNullable(listen).map(HostAddress::parse),
            Optional.ofNullable(guid),
            false,
            false,
            true,
            true,
            true,
            true,
            true,
            true,
            true,
            32,
            4));
  }

  @Override
  public ConnectionSnapshot snapshot() {
    return new ConnectionSnapshot(0, 0, 0, 0, 0, List.of(0L, 0L, 0L, 0L, 0L, 0L), 0, 0, 0);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** A member at its other end. */
  Member member(int handle) {
    return new Member(
        this,
        handle,
        io.avp.model.LinkId.of("n1", id),
        io.avp.aol.policy.RateSettings.STANDARD,
        io.avp.aol.topology.AliveRule.STANDARD,
        id,
        0);
  }
}
