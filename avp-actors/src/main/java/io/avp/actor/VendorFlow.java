package io.avp.actor;

import io.avp.aol.policy.ConnectBackPolicy;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.VendorMessage;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.Owner;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Messages between neighbours (fact sheet, section 8.2). */
final class VendorFlow {
  private static final byte[] PROBE = "\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final String WHATS_NEW = "WHAT";

  /** What we take, told to every neighbour that speaks vendor messages. */
  private static final VendorMessage SUPPORTED =
      new VendorMessage.MessagesSupported(
          List.of(
              new VendorMessage.Kind(VendorMessage.STANDARD, 0, 0),
              new VendorMessage.Kind(VendorMessage.STANDARD, 10, 0),
              new VendorMessage.Kind("BEAR", 4, 1),
              new VendorMessage.Kind("BEAR", 7, 1),
              new VendorMessage.Kind("BEAR", 12, 1),
              new VendorMessage.Kind("GTKG", 7, 2),
              new VendorMessage.Kind("LIME", 21, 1)));

  private static final VendorMessage FEATURES =
      new VendorMessage.FeaturesSupported(List.of(new VendorMessage.Feature(WHATS_NEW, 1, false)));

  private final PeerState peer;
  private final OwnTable ownTable;
  private final BeyondFlow beyond;
  private final Owner owner;
  private final IoShards.Listener listener;
  private final ConnectBackPolicy connectBack;

  VendorFlow(
      PeerState peer,
      OwnTable ownTable,
      BeyondFlow beyond,
      Owner owner,
      IoShards.Listener listener) {
    this.peer = peer;
    this.ownTable = ownTable;
    this.beyond = beyond;
    this.owner = owner;
    this.listener = listener;
    connectBack = new ConnectBackPolicy(peer.reachable);
  }

  /** The first messages of a relation. */
  void greet(Member member) {
    if (member.connection().relation().vendorMessages()) {
      originate(member, SUPPORTED);
      originate(member, FEATURES);
    }
  }

  private void originate(Member to, VendorMessage message) {
    peer.originate(to, DescriptorType.VENDOR, message.frame(peer.newId()));
  }

  /** Takes a vendor message, standard or not. */
  void onVendor(Member from, DescriptorType type, byte[] b, int at, int length) {
    if (from.rates.vendor(peer.now) != Decision.PERMIT) {
      peer.audit.dropped(type, DropReason.THROTTLED);
      return;
    }
    Guid id = Guid.read(b, at);
    try {
      VendorMessage message = VendorMessage.decode(id, b, at + Header.BYTES, length - Header.BYTES);
      act(from, id, message);
      peer.audit.fate(type, Outcome.CONSUMED);
    } catch (MalformedException e) {
      peer.dropWeird(from, type, DropReason.MALFORMED);
    }
  }

  private void act(Member from, Guid id, VendorMessage message) {
    if (message instanceof VendorMessage.HopsFlow flow) {
      from.hopsFlow = flow.hops();
      ownTable.hopsFlowChanged(from);
    } else if (message instanceof VendorMessage.FeaturesSupported features) {
      from.whatsNew = features.versions().containsKey(WHATS_NEW);
    } else if (message instanceof VendorMessage.TcpConnectBack back) {
      dialBack(from, back.port());
    } else if (message instanceof VendorMessage.UdpConnectBack back) {
      pingBack(from, back);
    } else if (message instanceof VendorMessage.QueryStatusResponse status) {
      beyond.kept(from, id, status.kept());
    } else if (message instanceof VendorMessage.PushProxyRequest) {
      proxy(from, id);
    }
  }

  private void dialBack(Member member, int port) {
    HostAddress remote = member.connection().remote();
    if (connectBack.decide(remote, port, member.rates, peer.now) == Decision.PERMIT) {
      member.probed = new HostAddress(remote.ip(), port);
      peer.services.shards().probe(member.probed, peer.address.inetAddress(), PROBE, owner);
    }
  }

  /** A probe has reached the port of a member, or has not. */
  void probed(HostAddress address, boolean reached) {
    for (Member member : peer.neighbours.members()) {
      if (address.equals(member.probed)) {
        member.proved = reached ? address : null;
        member.firewalled = !reached;
      }
    }
  }

  private void pingBack(Member member, VendorMessage.UdpConnectBack back) {
    HostAddress remote = member.connection().remote();
    if (connectBack.decide(remote, back.port(), member.rates, peer.now) == Decision.PERMIT) {
      HostAddress host = new HostAddress(remote.ip(), back.port());
      peer.originate(listener, host, DescriptorType.PING, Ping.plain().frame(back.guid(), 1, 0));
    }
  }

  private void proxy(Member member, Guid servent) {
    if (servent.isBlank()) {
      return;
    }
    if (!member.is(servent)) {
      peer.weird(member);
    } else if (peer.pushes.learn(servent.high(), servent.low(), member.handle(), true, peer.now)) {
      member.firewalled = true;
      VendorMessage ack = new VendorMessage.PushProxyAck(peer.address);
      peer.originate(member, DescriptorType.VENDOR, ack.frame(servent));
    }
  }
}
