package io.avp.ops.workload;

import io.avp.gnutella.handshake.HandshakePolicy;
import io.avp.gnutella.handshake.LocalIdentity;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.Connection;
import io.avp.gnutella.stream.FrameBatch;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * A servent of 0.4, as those of the unmanaged overlay: it passes every question that is new to it
 * on to all its neighbours but the one that it came from. It shares nothing.
 */
final class FloodingServent implements Owner {
  private static final int PORT = 26346;

  /** What 0.4 has in the place of flags. */
  private static final int NO_LEAST_SPEED = 0;

  private final HostAddress self;
  private final IoShards shards;
  private final ServentPolicy policy;
  private final LongAdder sent;
  private final Set<Guid> seen = ConcurrentHashMap.newKeySet();
  private final List<Connection> neighbours = new CopyOnWriteArrayList<>();
  private IoShards.Listener listener;

  /**
   * A servent.
   *
   * @param ttl of its questions, 1 to 255
   * @param sent counts questions that it sends, its own and others'
   */
  FloodingServent(int ip, Guid guid, int degree, int ttl, IoShards shards, LongAdder sent) {
    self = new HostAddress(ip, PORT);
    this.shards = shards;
    this.sent = sent;
    policy =
        new ServentPolicy(
            new LocalIdentity(
                PeerMode.LEGACY, "AvpFlooding/0.1", guid, self, degree, ttl, Instant.now()),
            () -> true);
  }

  void start() throws IOException {
    listener = shards.listen(self.socketAddress(), this);
  }

  void dial(FloodingServent other) {
    shards.dialLegacy(other.self, self.inetAddress(), this);
  }

  int degree() {
    return neighbours.size();
  }

  /** Asks all its neighbours. */
  void ask(Guid id, String text, int ttl) {
    seen.add(id);
    Query query = Query.of(NO_LEAST_SPEED, text, List.of(), Ggep.NONE);
    neighbours.forEach(to -> send(to, query.frame(id, ttl, 0)));
  }

  private void send(Connection to, byte[] frame) {
    shards.send(to, frame, 0, frame.length);
    sent.increment();
  }

  @Override
  public HandshakePolicy handshakePolicy() {
    return policy;
  }

  @Override
  public void onFrames(FrameBatch batch) {
    neighbours.addAll(batch.attached());
    for (int i = 0; i < batch.size(); i++) {
      int at = batch.offset(i);
      if (Header.type(batch.bytes(), at) == DescriptorType.QUERY) {
        flood(batch.connection(i), batch.bytes(), at, batch.length(i));
      }
    }
    batch.detached().forEach(gone -> neighbours.remove(gone.connection()));
    batch.release();
  }

  private void flood(Connection from, byte[] bytes, int at, int length) {
    int ttl = Header.ttl(bytes, at);
    if (!seen.add(Guid.read(bytes, at)) || ttl <= 1) {
      return;
    }
    byte[] frame = Arrays.copyOfRange(bytes, at, at + length);
    Header.patch(frame, 0, ttl - 1, Header.hops(frame, 0) + 1);
    neighbours.stream().filter(to -> to != from).forEach(to -> send(to, frame));
  }

  @Override
  public void onDatagrams(List<Datagram> datagrams) {
    // It speaks TCP only.
  }

  @Override
  public void onDialFailed(
      HostAddress remote, CloseReason reason, List<HostAddress> tryUltrapeers) {
    // Whoever builds the overlay sees that a relation is missing.
  }

  void stop() {
    neighbours.forEach(to -> shards.close(to, CloseReason.SHUTDOWN));
    listener.close();
  }
}
