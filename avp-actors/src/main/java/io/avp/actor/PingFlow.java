package io.avp.actor;

import io.avp.aol.routing.CachedPong;
import io.avp.aol.routing.OwnPong;
import io.avp.aol.routing.PingRule;
import io.avp.aol.routing.PongCache;
import io.avp.aol.topology.SlotBook;
import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Ping;
import io.avp.gnutella.message.Pong;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.Decision;
import io.avp.model.DropReason;
import io.avp.model.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Pings, which never flood: answered here, alive pings at once; and our own pings, without which
 * servents part (fact sheet, sections 3 and 9.4).
 */
final class PingFlow {
  private static final int MAX_PONG_TTL = 5;
  private static final int SEARCH_TTL = 3;
  private static final int FEW_HOSTS = 10;
  private static final int MAX_HOPS = 7;

  /** What a host shares of which only the address is known: the least that marks an ultrapeer. */
  private static final int MARK_KIB = 8;

  private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final byte[] VENDOR = "AVPN\u0001".getBytes(StandardCharsets.US_ASCII);

  private final PeerState peer;
  private final SlotBook slots;
  private long lastSearch;
  private long files;
  private long kib;

  PingFlow(PeerState peer, SlotBook slots) {
    this.peer = peer;
    this.slots = slots;
    lastSearch = peer.now;
  }

  /** Answers a ping. */
  void onPing(Member from, byte[] b, int at, int length) {
    int hops = Header.hops(b, at);
    Guid id = Guid.read(b, at);
    switch (PingRule.judge(Header.ttl(b, at), hops)) {
      case ACKNOWLEDGES -> {
        answered(from, id);
        consumed(DescriptorType.PING);
      }
      case ALIVE -> {
        pong(from, id, own(), 1, 0, ownGgep(from.connection().relation().ggep()));
        consumed(DescriptorType.PING);
      }
      case CRAWLER, CACHE -> {
        boolean first = !from.greeted;
        from.greeted = true;
        if (from.rates.ping(peer.now) != Decision.PERMIT && !first) {
          peer.audit.dropped(DescriptorType.PING, DropReason.THROTTLED);
        } else {
          peer.ledger.ping(length, peer.population());
          hosts(from, id, hops, wantsPacked(b, at, length));
          peer.audit.fate(DescriptorType.PING, Outcome.ANSWERED);
        }
      }
    }
  }

  private static boolean wantsPacked(byte[] b, int at, int length) {
    try {
      return length > Header.BYTES
          && Ping.decode(b, at + Header.BYTES, length - Header.BYTES).ggep().has("SCP");
    } catch (MalformedException e) {
      return false; // the ping itself needs no extension
    }
  }

  private void hosts(Member to, Guid id, int hops, boolean packed) {
    int ttl = Math.min(hops + 1, MAX_PONG_TTL);
    boolean ggep = to.connection().relation().ggep();
    List<CachedPong> known =
        peer.pongs.answer(to.handle(), PongCache.MAX_ANSWER, peer.now, peer.services.random());
    Ggep own = ggep && packed ? ownGgep(addresses(known)) : ownGgep(ggep);
    peer.ledger.pong(pong(to, id, own(), ttl, 0, own));
    for (CachedPong host : known) {
      Pong pong = new Pong(host.address(), host.files(), host.kib(), Ggep.NONE);
      peer.ledger.pong(pong(to, id, pong, ttl, host.hops()));
    }
  }

  private static List<HostAddress> addresses(List<CachedPong> hosts) {
    return hosts.stream().map(CachedPong::address).toList();
  }

  /** Sends a pong; its length. */
  private int pong(Member to, Guid id, Pong pong, int ttl, int hops, Ggep ggep) {
    return pong(to, id, new Pong(pong.address(), pong.files(), pong.kib(), ggep), ttl, hops);
  }

  private int pong(Member to, Guid id, Pong pong, int ttl, int hops) {
    byte[] frame = pong.frame(id, ttl, hops);
    peer.originate(to, DescriptorType.PONG, frame);
    return frame.length;
  }

  private Pong own() {
    OwnPong own = facts();
    return new Pong(own.address(), own.files(), own.kib(), Ggep.NONE);
  }

  private OwnPong facts() {
    return new OwnPong(
        peer.address,
        files,
        kib,
        slots.free(PeerMode.LEAF),
        slots.free(PeerMode.ULTRAPEER),
        (int) TimeUnit.NANOSECONDS.toSeconds(peer.now - peer.startedNanos));
  }

  private Ggep ownGgep(boolean spoken) {
    return spoken ? ownGgep(List.of()) : Ggep.NONE;
  }

  private Ggep ownGgep(List<HostAddress> packed) {
    OwnPong own = facts();
    Ggep.Builder ggep = Ggep.builder().add("UP", own.up()).add("DU", own.du()).add("VC", VENDOR);
    return packed.isEmpty() ? ggep.build() : ggep.add("IPP", Pong.pack(packed)).build();
  }

  /**
   * The pong that answers a datagram.
   *
   * @param packed other hosts to name; none if empty
   */
  byte[] datagramPong(Guid id, List<HostAddress> packed) {
    OwnPong own = facts();
    return new Pong(own.address(), own.files(), own.kib(), ownGgep(packed)).frame(id, 1, 0);
  }

  /** Hosts to name to somebody without a relation, at most {@code max}. */
  List<HostAddress> hosts(int max) {
    return addresses(peer.pongs.answer(0, max, peer.now, peer.services.random()));
  }

  /** Takes a pong; keeps the hosts that it names. */
  void onPong(Member from, byte[] b, int at, int length) {
    int hops = Header.hops(b, at);
    Pong pong;
    try {
      pong = Pong.decode(b, at + Header.BYTES, length - Header.BYTES);
    } catch (MalformedException e) {
      peer.dropWeird(from, DescriptorType.PONG, DropReason.MALFORMED);
      return;
    }
    if (hops == 0) {
      answered(from, Guid.read(b, at));
      from.files = pong.files();
      from.kib = pong.kib();
      if (from.browsing.index != null) {
        from.browsing.index.pong(Guid.read(b, at), pong.files());
      }
    }
    int far = Math.min(hops + 1, MAX_HOPS);
    if (pong.isUltrapeer()) {
      offer(from, pong.address(), pong.files(), pong.kib(), far);
    }
    pong.packedHosts().forEach(host -> offer(from, host, 0, MARK_KIB, far));
    consumed(DescriptorType.PONG);
  }

  private void offer(Member from, HostAddress host, long files, long kib, int hops) {
    int teller = from.connection().remote().ip() >>> 16;
    CachedPong pong = new CachedPong(host, files, kib, hops, teller);
    peer.pongs.offer(pong, from.handle(), peer.address, peer.now);
  }

  private void answered(Member from, Guid id) {
    from.meter.rtt().sample(from.alive.answered(id, peer.now));
  }

  private void consumed(DescriptorType type) {
    peer.audit.fate(type, Outcome.CONSUMED);
  }

  /** Sends the pings that are due; parts with those who answer none. */
  void tick() {
    files = 0;
    kib = 0;
    for (Member member : peer.neighbours.members()) {
      if (member.isLeaf()) {
        files += member.files;
        kib += member.kib;
      }
      if (!member.closing) {
        alive(member);
      }
    }
    if (peer.now - lastSearch >= SEARCH_NANOS && peer.pongs.tested() < FEW_HOSTS) {
      search();
      lastSearch = peer.now;
    }
  }

  /** Sends an alive ping if one is due. */
  void alive(Member member) {
    switch (member.alive.due(peer.now)) {
      case PING -> {
        Guid id = member.alive.pinged(peer.now);
        peer.originate(member, DescriptorType.PING, Ping.plain().frame(id, 1, 0));
      }
      case GIVE_UP -> peer.close(member, CloseReason.NO_ALIVE_REPLY);
      case NOTHING -> {
        // Not yet.
      }
    }
  }

  private void search() {
    List<Member> ultrapeers = peer.neighbours.ultrapeers();
    if (!ultrapeers.isEmpty()) {
      Member one = ultrapeers.get(peer.services.random().nextInt(ultrapeers.size()));
      peer.originate(one, DescriptorType.PING, Ping.plain().frame(peer.newId(), SEARCH_TTL, 0));
    }
  }
}
