package io.avp.actor;

import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.stream.ConnectionSnapshot;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a virtual peer and its relations show of themselves. */
final class PeerViews {
  private static final int MAX_MEMBERS = 1_000;

  /** Names of the classes of a full send queue, in their order. */
  static final List<String> CLASSES =
      List.of("ping", "pong", "query", "push", "query_hit", "control");

  private final PeerState peer;

  PeerViews(PeerState peer) {
    this.peer = peer;
  }

  /** The virtual peer, with members and counters. */
  PeerView peer(String state) {
    List<LinkView> members =
        peer.neighbours.members().stream().limit(MAX_MEMBERS).map(this::open).toList();
    return new PeerView(
        peer.id,
        peer.services.settings().node(),
        peer.address.toString(),
        peer.guid.toString(),
        peer.incarnation,
        peer.since,
        peer.neighbours.members().size(),
        state,
        peer.community,
        members,
        peer.neighbours.siblings().stream().map(sibling -> sibling.entry().id()).sorted().toList(),
        peer.audit.snapshot().toMap());
  }

  /** Relations, and mesh links that it owns, in the order of their ids. */
  VirtualPeer.Links links(String after, int limit) {
    Map<String, Supplier<LinkView>> all = new TreeMap<>();
    for (Member member : peer.neighbours.members()) {
      all.put(member.link(), () -> open(member));
    }
    ownMeshLinks().forEach(sibling -> all.put(sibling.link(), () -> open(sibling)));
    List<LinkView> page = new ArrayList<>();
    all.entrySet().stream()
        .filter(link -> link.getKey().compareTo(after) > 0)
        .limit(limit)
        .forEach(link -> page.add(link.getValue().get()));
    return new VirtualPeer.Links(page, all.size());
  }

  /** A relation, or a mesh link that it owns; empty if there is none of that name any more. */
  Optional<LinkView> link(String id) {
    return Optional.ofNullable(peer.neighbours.of(id))
        .map(this::open)
        .or(() -> ownMeshLinks().filter(one -> one.link().equals(id)).findFirst().map(this::open));
  }

  private Stream<Sibling> ownMeshLinks() {
    return peer.neighbours.siblings().stream().filter(sibling -> !sibling.link().isEmpty());
  }

  /** A relation that lasts. */
  LinkView open(Member member) {
    return link(member, Optional.empty());
  }

  /** A relation that has ended. */
  LinkView closed(Member member, CloseReason reason) {
    return link(member, Optional.of(reason));
  }

  private LinkView link(Member member, Optional<CloseReason> ended) {
    Relation relation = member.connection().relation();
    ConnectionSnapshot account = member.connection().snapshot();
    return new LinkView(
        member.link(),
        peer.id,
        peer.services.settings().node(),
        "",
        member.connection().remote().toString(),
        relation.listenAddress().map(HostAddress::toString).orElse(""),
        relation.userAgent(),
        relation.remoteMode().name().toLowerCase(Locale.ROOT),
        relation.outgoing() ? "out" : "in",
        TimeUnit.NANOSECONDS.toMillis(peer.now - member.sinceNanos()),
        rounded(member.meter.rtt().smoothedMillis()),
        counters(account),
        account.queuedFrames(),
        account.queuedBytes(),
        TimeUnit.NANOSECONDS.toMillis(account.oldestQueuedNanos()),
        member.table == null ? -1 : member.table.fill(),
        ended.isPresent() ? "closed" : "open",
        ended.map(CloseReason::label).orElse(""),
        peer.community);
  }

  /** A mesh link that lasts. */
  LinkView open(Sibling sibling) {
    return mesh(sibling, sibling.isConfirmed() ? "open" : "silent", "");
  }

  /** A mesh link that has ended. */
  LinkView closed(Sibling sibling, CloseReason reason) {
    return mesh(sibling, "closed", reason.label());
  }

  private LinkView mesh(Sibling sibling, String state, String reason) {
    String address = sibling.entry().address().toString();
    ConnectionSnapshot account = sibling.account(peer.now);
    return new LinkView(
        sibling.link(),
        peer.id,
        peer.services.settings().node(),
        sibling.entry().id(),
        address,
        address,
        peer.services.settings().gnutella().userAgent(),
        LinkView.MESH,
        "both",
        TimeUnit.NANOSECONDS.toMillis(peer.now - sibling.sinceNanos()),
        rounded(sibling.meter().rtt().smoothedMillis()),
        counters(account),
        account.queuedFrames(),
        account.queuedBytes(),
        TimeUnit.NANOSECONDS.toMillis(account.oldestQueuedNanos()),
        -1,
        state,
        reason,
        peer.community);
  }

  /** To microseconds: the rest is noise. */
  private static double rounded(double millis) {
    return Math.round(millis * 1_000) / 1_000.0;
  }

  private static Map<String, Long> counters(ConnectionSnapshot account) {
    Map<String, Long> counters = new TreeMap<>();
    counters.put("bytes_in", account.bytesIn());
    counters.put("bytes_out", account.bytesOut());
    counters.put("frames_in", account.framesIn());
    counters.put("frames_offered", account.offeredFrames());
    counters.put("frames_sent", account.sentFrames());
    for (int i = 0; i < account.droppedFrames().size(); i++) {
      counters.put("frames_dropped_" + CLASSES.get(i), account.droppedFrames().get(i));
    }
    return counters;
  }
}
