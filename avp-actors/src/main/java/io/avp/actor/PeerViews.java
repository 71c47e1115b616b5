package io.avp.actor;

import io.avp.aol.monitor.AuditSnapshot;
import io.avp.gnutella.handshake.Relation;
import io.avp.gnutella.stream.CloseReason;
import io.avp.gnutella.wire.HostAddress;
import io.avp.vcc.monitor.Ledger;
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
  private final LinkAccount.Home home;

  PeerViews(PeerState peer) {
    this.peer = peer;
    home = new LinkAccount.Home(peer.id, peer.services.settings().node(), peer.community);
  }

  /** The virtual peer, with members and counters. */
  PeerView peer(String state) {
    List<LinkView> members =
        peer.neighbours.members().stream().limit(MAX_MEMBERS).map(this::view).toList();
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

  /** What it has counted in this incarnation. */
  LedgerView ledger() {
    AuditSnapshot audit = peer.audit.snapshot();
    Ledger counters = peer.account(audit);
    return new LedgerView(
        peer.id,
        peer.services.settings().node(),
        peer.community,
        peer.incarnation,
        peer.since,
        audit.exact() && counters.exact(),
        counters,
        audit.toMap());
  }

  /** Relations, and mesh links that it owns, in the order of their ids. */
  VirtualPeer.Links links(String after, int limit) {
    Map<String, Supplier<LinkView>> all = new TreeMap<>();
    for (Member member : peer.neighbours.members()) {
      all.put(member.link(), () -> view(member));
    }
    ownMeshLinks().forEach(sibling -> all.put(sibling.link(), () -> open(sibling).view()));
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
        .map(this::view)
        .or(
            () ->
                ownMeshLinks()
                    .filter(one -> one.link().equals(id))
                    .findFirst()
                    .map(sibling -> open(sibling).view()));
  }

  private LinkView view(Member member) {
    return open(member).view();
  }

  private Stream<Sibling> ownMeshLinks() {
    return peer.neighbours.siblings().stream().filter(sibling -> !sibling.link().isEmpty());
  }

  /** A relation that lasts. */
  LinkAccount open(Member member) {
    return account(member, Optional.empty());
  }

  /** A relation that has ended. */
  LinkAccount closed(Member member, CloseReason reason) {
    return account(member, Optional.of(reason));
  }

  private LinkAccount account(Member member, Optional<CloseReason> ended) {
    Relation relation = member.connection().relation();
    return new LinkAccount(
        member.link(),
        home,
        "",
        member.connection().remote(),
        relation.listenAddress(),
        relation.userAgent(),
        member.kind().name().toLowerCase(Locale.ROOT),
        relation.outgoing() ? "out" : "in",
        TimeUnit.NANOSECONDS.toMillis(peer.now - member.sinceNanos()),
        rounded(member.meter.rtt().smoothedMillis()),
        member.connection().snapshot(),
        member.table == null ? -1 : member.table.fill(),
        true,
        ended);
  }

  /** A mesh link that lasts. */
  LinkAccount open(Sibling sibling) {
    return account(sibling, Optional.empty());
  }

  /** A mesh link that has ended. */
  LinkAccount closed(Sibling sibling, CloseReason reason) {
    return account(sibling, Optional.of(reason));
  }

  private LinkAccount account(Sibling sibling, Optional<CloseReason> ended) {
    HostAddress address = sibling.entry().address();
    return new LinkAccount(
        sibling.link(),
        home,
        sibling.entry().id(),
        address,
        Optional.of(address),
        peer.services.settings().gnutella().userAgent(),
        LinkView.MESH,
        "both",
        TimeUnit.NANOSECONDS.toMillis(peer.now - sibling.sinceNanos()),
        rounded(sibling.meter().rtt().smoothedMillis()),
        sibling.account(peer.now),
        -1,
        sibling.isConfirmed(),
        ended);
  }

  /** To microseconds: the rest is noise. */
  private static double rounded(double millis) {
    return Math.round(millis * 1_000) / 1_000.0;
  }
}
