package io.avp.aol.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which node of the cluster keeps the {@link DialBudget} of a remote address, and what our own node
 * has dialled within the last minute.
 *
 * <p>The node is chosen by rendezvous among those that can be reached. When they change, each node
 * tells its own dials of addresses that now belong to another: what the old keeper knew is not lost
 * with it, apart from its own dials. Not safe for several threads.
 */
public final class DialDuty {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final int capacity;
  private final Deque<Dial> recent = new ArrayDeque<>();
  private Set<String> nodes = Set.of();

  /**
   * A dial of ours.
   *
   * @param ip whom
   * @param whenNanos by the monotonic clock
   */
  public record Dial(int ip, long whenNanos) {}

  /** No node known yet; of more than {@code capacity} dials a minute the oldest are forgotten. */
  public DialDuty(int capacity) {
    this.capacity = capacity;
  }

  /** The node that keeps the budget of an address; empty while none is known. */
  public Optional<String> keeper(int ip) {
    return keeper(ip, nodes);
  }

  private static Optional<String> keeper(int ip, Set<String> among) {
    return Rendezvous.first(Integer.toHexString(ip), among);
  }

  /** Notes a dial of our own. */
  public void dialled(int ip, long nowNanos) {
    if (recent.size() == capacity) {
      recent.removeFirst();
    }
    recent.addLast(new Dial(ip, nowNanos));
  }

  /**
   * Takes the nodes that can be reached now.
   *
   * @return what to tell whom: our dials of the last minute whose address has another keeper now
   */
  public Map<String, List<Dial>> nodes(Collection<String> reachable, long nowNanos) {
    Set<String> before = nodes;
    nodes = Set.copyOf(reachable);
    Map<String, List<Dial>> moved = new HashMap<>();
    if (nodes.equals(before)) {
      return moved;
    }
    recent.removeIf(dial -> nowNanos - dial.whenNanos() >= MINUTE_NANOS);
    for (Dial dial : recent) {
      Optional<String> now = keeper(dial.ip());
      if (now.isPresent() && !now.equals(keeper(dial.ip(), before))) {
        moved.computeIfAbsent(now.get(), node -> new ArrayList<>()).add(dial);
      }
    }
    return moved;
  }
}
