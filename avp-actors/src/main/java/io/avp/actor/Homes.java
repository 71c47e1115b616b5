package io.avp.actor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which virtual peer is at home on which node, and which this node runs in the place of a dead
 * home. Read by threads of sharding; written by the directory and the keeper of homes.
 */
final class Homes {
  private final String node;
  private final Map<String, AvpSettings.Peer> definitions = new ConcurrentHashMap<>();
  private final Map<String, HomeClaim> claims = new ConcurrentHashMap<>();
  private volatile List<PeerEntry> realm = List.of();

  /** The peers whose home is this node, by its settings. */
  Homes(AvpSettings settings) {
    node = settings.node();
    for (AvpSettings.Peer peer : settings.peers()) {
      definitions.put(peer.id(), peer);
      claims.put(peer.id(), new HomeClaim(peer.id(), node, peer.community(), 0));
    }
  }

  /** The definition of a virtual peer that is to live on this node. */
  Optional<AvpSettings.Peer> definition(String id) {
    return Optional.ofNullable(definitions.get(id));
  }

  /** The home of a virtual peer, if it is known; the node may be dead. */
  Optional<String> nodeOf(String id) {
    return Optional.ofNullable(claims.get(id)).map(HomeClaim::node);
  }

  /** What is known of homes: those of this node, and those of others as heard last. */
  List<HomeClaim> claims() {
    return List.copyOf(claims.values());
  }

  /** Takes claims of others, and the numbers of lives in claims of this node. */
  void heard(Iterable<HomeClaim> all) {
    for (HomeClaim claim : all) {
      claims.merge(
          claim.id(),
          claim,
          (known, heard) ->
              (known.node().equals(node) ? known : heard)
                  .lived(Math.max(known.incarnation(), heard.incarnation())));
    }
  }

  /** This node runs a virtual peer whose home is dead, on any free port. */
  void adopt(String id, String community) {
    definitions.putIfAbsent(id, new AvpSettings.Peer(id, 0, community));
  }

  /** A virtual peer has ended here; if its home is elsewhere, it will live there again. */
  void release(String id) {
    if (!nodeOf(id).equals(Optional.of(node))) {
      definitions.remove(id);
    }
  }

  /** The living virtual peers, as known last. */
  List<PeerEntry> realm() {
    return realm;
  }

  /** Takes the list of living virtual peers. */
  void realm(List<PeerEntry> peers) {
    realm = peers;
  }

  /** The number of the incarnation that starts now: one more than any known one. */
  long nextIncarnation(String id) {
    long living =
        realm.stream()
            .filter(peer -> peer.id().equals(id))
            .mapToLong(PeerEntry::incarnation)
            .max()
            .orElse(0);
    HomeClaim claim = claims.get(id);
    long next = Math.max(living, claim == null ? 0 : claim.incarnation()) + 1;
    claims.computeIfPresent(id, (peer, known) -> known.lived(next));
    return next;
  }
}
