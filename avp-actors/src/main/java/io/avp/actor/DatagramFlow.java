package io.avp.actor;

import io.avp.aol.policy.DatagramPolicy;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.util.List;

/**
 * Descriptors that come by UDP: pings are answered, pushes for members passed on, pongs prove
 * hosts. Answers are never longer than three times the request, and rare per address: senders can
 * be forged.
 */
final class DatagramFlow {
  private static final int MAX_SOURCES = 1 << 14;

  private final PeerState peer;
  private final PingFlow pings;
  private final PushFlow pushes;
  private final HostTestFlow tests;
  private final IoShards.Listener listener;
  private final DatagramPolicy policy;

  DatagramFlow(
      PeerState peer,
      PingFlow pings,
      PushFlow pushes,
      HostTestFlow tests,
      IoShards.Listener listener) {
    this.peer = peer;
    this.pings = pings;
    this.pushes = pushes;
    this.tests = tests;
    this.listener = listener;
    policy = new DatagramPolicy(DatagramPolicy.STANDARD, peer.reachable, MAX_SOURCES);
  }

  /** Takes a datagram. */
  void onDatagram(Owner.Datagram datagram) {
    byte[] b = datagram.bytes();
    DescriptorType type = Header.type(b, 0);
    peer.audit.received(type);
    peer.ledger.entered(type, b.length);
    int payload = b.length - Header.BYTES;
    if (payload < type.minPayload() || payload > type.maxPayload()) {
      peer.audit.dropped(type, DropReason.BAD_SIZE);
      return;
    }
    switch (type) {
      case PING -> ping(datagram.remote(), b);
      case PONG -> tests.onPong(datagram.remote(), b);
      case PUSH -> pushes.onPush(null, b, 0, b.length);
      case UNKNOWN -> peer.audit.dropped(type, DropReason.UNKNOWN_TYPE);
      default -> peer.audit.dropped(type, DropReason.UNREQUESTED);
    }
  }

  private void ping(HostAddress remote, byte[] request) {
    byte[] reply;
    try {
      Ping ping = Ping.decode(request, Header.BYTES, request.length - Header.BYTES);
      reply = pong(Guid.read(request, 0), request.length, ping.ggep().has("SCP"));
    } catch (MalformedException e) {
      peer.audit.dropped(DescriptorType.PING, DropReason.MALFORMED);
      return;
    }
    if (policy.reply(remote.ip(), request.length, reply.length, peer.now) == Decision.PERMIT) {
      peer.originate(listener, remote, DescriptorType.PONG, reply);
      peer.audit.fate(DescriptorType.PING, Outcome.ANSWERED);
    } else {
      peer.audit.dropped(DescriptorType.PING, DropReason.THROTTLED);
    }
  }

  /** With as many hosts as fit, if any are wanted. */
  private byte[] pong(Guid id, int requestBytes, boolean wantsHosts) {
    byte[] plain = pings.datagramPong(id, List.of());
    int room = DatagramPolicy.largestReply(requestBytes) - plain.length - 2 * HostAddress.BYTES;
    int fitting = room / HostAddress.BYTES;
    if (!wantsHosts || fitting < 1) {
      return plain;
    }
    return pings.datagramPong(id, pings.hosts(Math.min(fitting, 10)));
  }
}
