package io.avp.ops.workload;

import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.Headers;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.QueryHit;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The simplest ultrapeer: floods queries to all its relations, routes hits and pushes back. */
final class Hub implements Owner, HandshakePolicy {
  private final IoShards shards;
  private final LocalIdentity identity;
  private final Set<Connection> members = new HashSet<>();
  private final Map<Guid, Connection> askers = new HashMap<>();
  private final Map<Guid, Connection> holders = new HashMap<>();

  Hub(IoShards shards, HostAddress self) {
    this.shards = shards;
    this.identity =
        new LocalIdentity(PeerMode.ULTRAPEER, "Hub/1", new Guid(1, 2), self, 32, 4, Instant.EPOCH);
  }

  @Override
  public synchronized void onFrames(FrameBatch batch) {
    members.addAll(batch.attached());
    for (int i = 0; i < batch.size(); i++) {
      relay(batch.bytes(), batch.offset(i), batch.length(i), batch.connection(i));
    }
    batch.detached().forEach(d -> members.remove(d.connection()));
    batch.release();
  }

  private void relay(byte[] bytes, int frame, int length, Connection from) {
    Guid id = Guid.read(bytes, frame);
    Header.patch(bytes, frame, Header.ttl(bytes, frame) - 1, Header.hops(bytes, frame) + 1);
    switch (Header.type(bytes, frame)) {
      case QUERY -> {
        askers.put(id, from);
        members.stream().filter(m -> m != from).forEach(m -> shards.send(m, bytes, frame, length));
      }
      case QUERY_HIT -> {
        holders.put(
            new Guid(
                QueryHit.serventHigh(bytes, frame, length),
                QueryHit.serventLow(bytes, frame, length)),
            from);
        shards.send(askers.get(id), bytes, frame, length);
      }
      case PUSH ->
          shards.send(holders.get(Guid.read(bytes, frame + Header.BYTES)), bytes, frame, length);
      default -> {
        // Tables, pongs and vendor messages end here.
      }
    }
  }

  @Override
  public HandshakePolicy handshakePolicy() {
    return this;
  }

  @Override
  public LocalIdentity identity() {
    return identity;
  }

  @Override
  public Verdict decide(HostAddress remote, boolean outgoing, Headers headers) {
    boolean leaf = headers.get("X-Ultrapeer").map("false"::equalsIgnoreCase).orElse(true);
    return new Verdict.Accept(leaf ? PeerMode.LEAF : PeerMode.ULTRAPEER, false, List.of());
  }

  @Override
  public void released(PeerMode remoteMode) {
    // Nothing was reserved.
  }

  @Override
  public void onDatagrams(List<Datagram> datagrams) {
    // TCP only.
  }

  @Override
  public void onDialFailed(
      HostAddress remote, CloseReason reason, List<HostAddress> tryUltrapeers) {
    throw new IllegalStateException("it dials nobody");
  }
}
