package io.avp.aol.topology;

import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order virtual peers with room are named to servents: those of other nodes first, one of
 * each node in turn. So whoever takes the first few can go on when a node ends, whichever it is.
 */
public final class Referrals {
  private Referrals() {}

  /**
   * Another virtual peer.
   *
   * @param room relations of the wanted kind that it still takes
   */
  public record Candidate(HostAddress address, String node, int room) {}

  /** Whom to name, best first; nobody without room. */
  public static List<HostAddress> order(List<Candidate> all, String ownNode) {
    Map<String, List<Candidate>> byNode = new LinkedHashMap<>();
    all.stream()
        .filter(candidate -> candidate.room() > 0)
        .sorted(
            Comparator.<Candidate, Boolean>comparing(c -> c.node().equals(ownNode))
                .thenComparing(Comparator.comparingInt(Candidate::room).reversed()))
        .forEach(c -> byNode.computeIfAbsent(c.node(), node -> new ArrayList<>()).add(c));
    List<HostAddress> ordered = new ArrayList<>();
    for (int turn = 0; !byNode.isEmpty(); turn++) {
      int now = turn;
      byNode.values().removeIf(candidates -> candidates.size() <= now);
      byNode.values().forEach(candidates -> ordered.add(candidates.get(now).address()));
    }
    return ordered;
  }
}
