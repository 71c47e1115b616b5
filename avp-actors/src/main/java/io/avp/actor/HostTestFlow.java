package io.avp.actor;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests hosts that pongs name, by a ping in a datagram: only who has answered himself is named to
 * others, or dialled.
 */
final class HostTestFlow {
  /** Most hosts tested per second. */
  static final int TESTS = 16;

  private static final DescriptorType PONG = DescriptorType.PONG;

  private final PeerState peer;
  private final IoShards.Listener listener;
  private final List<HostAddress> proved = new ArrayList<>();

  HostTestFlow(PeerState peer, IoShards.Listener listener) {
    this.peer = peer;
    this.listener = listener;
  }

  /** Tests those that are due; tells the gateway who has passed; to be called once a second. */
  void tick() {
    peer.pongs.toTest(TESTS, peer::newId, peer.now).forEach(this::test);
    if (!proved.isEmpty()) {
      peer.services.gateway().tell(new ServentGateway.Learned(List.copyOf(proved)));
      proved.clear();
    }
  }

  private void test(HostAddress host, Guid id) {
    peer.originate(listener, host, DescriptorType.PING, Ping.plain().frame(id, 1, 0));
  }

  /** Takes a pong that came in a datagram. */
  void onPong(HostAddress remote, byte[] b) {
    Pong pong;
    try {
      pong = Pong.decode(b, Header.BYTES, b.length - Header.BYTES);
    } catch (MalformedException e) {
      peer.audit.dropped(PONG, DropReason.MALFORMED);
      return;
    }
    if (peer.pongs.answered(pong, remote, Guid.read(b, 0), peer.now)) {
      proved.add(remote);
      peer.audit.fate(PONG, Outcome.CONSUMED);
    } else {
      peer.audit.dropped(PONG, DropReason.UNREQUESTED);
    }
  }
}
