package io.avp.actor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which virtual peer is at home on which node; read by threads of sharding, written by the
 * directory.
 */
final class Homes {
  private final String node;
  private final Map<String, AvpSettings.Peer> own = new HashMap<>();
  private final ConcurrentMap<String, Long> incarnations = new ConcurrentHashMap<>();
  private volatile List<PeerEntry> realm = List.of();

  /** The peers whose home is this node, by its settings. */
  Homes(AvpSettings settings) {
    node = settings.node();
    settings.peers().forEach(peer -> own.put(peer.id(), peer));
  }

  /** The definition of a virtual peer whose home is this node. */
  Optional<AvpSettings.Peer> definition(String id) {
    return Optional.ofNullable(own.get(id));
  }

  /** The node of a virtual peer, if it is known. */
  Optional<String> nodeOf(String id) {
    if (own.containsKey(id)) {
      return Optional.of(node);
    }
    return realm.stream().filter(peer -> peer.id().equals(id)).map(PeerEntry::node).findFirst();
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
    long published =
        realm.stream()
            .filter(peer -> peer.id().equals(id))
            .mapToLong(PeerEntry::incarnation)
            .findFirst()
            .orElse(0);
    return incarnations.merge(id, published + 1, (known, next) -> Math.max(known + 1, next));
  }
}
