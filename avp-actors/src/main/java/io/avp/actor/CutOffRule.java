package io.avp.actor;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a node removes from its cluster when it does not hear some members any more and the resolver
 * has decided.
 *
 * <p>A node that is cut off goes on: its members need it, and nothing lasting is decided by it. The
 * resolver would end it, and all nodes when each has heard from others that it is not heard. It
 * ends when the others tell that they have removed it, or when they answer but have started anew.
 */
final class CutOffRule {
  /**
   * One node does not hear another one.
   *
   * @param <N> a node
   * @param observer who does not hear
   * @param subject whom
   */
  record Silence<N>(N observer, N subject) {}

  /**
   * What is known at the time of a decision.
   *
   * @param <N> a node
   * @param decided whom the resolver would remove
   * @param indirect true if it has decided so because nodes hear of each other only by others
   * @param self this node
   * @param members all that count
   * @param silences who does not hear whom, as far as this node knows, in the order of observers
   * @param answered members whose ports have answered this node for a while
   * @param order which of two that do not hear each other stays: the first one
   */
  record Facts<N>(
      Set<N> decided,
      boolean indirect,
      N self,
      Set<N> members,
      List<Silence<N>> silences,
      Set<N> answered,
      Comparator<N> order) {}

  private CutOffRule() {}

  /** Whom to remove now; empty: nobody, go on as it is. */
  static <N> Set<N> remove(Facts<N> facts) {
    boolean ends = facts.decided().contains(facts.self());
    if (!ends && !facts.indirect()) {
      return facts.decided();
    }
    Set<N> unheard = unheard(facts);
    int heard = (int) facts.members().stream().filter(node -> !unheard.contains(node)).count();
    if (2 * heard > facts.members().size()) {
      unheard.retainAll(facts.members());
      unheard.removeIf(node -> isFor(node, facts));
      return unheard;
    }
    if (!ends || facts.answered().stream().noneMatch(unheard::contains)) {
      return Set.of();
    }
    // They are there, but are not those that this node has known: its cluster is gone.
    Set<N> side = new HashSet<>(facts.decided());
    side.removeAll(unheard);
    return side;
  }

  /**
   * True if others hear a node that this one does not hear, and it comes before this one: then it
   * is the link between the two that is broken, and the other one stays. All nodes decide so.
   */
  private static <N> boolean isFor(N node, Facts<N> facts) {
    Set<N> deaf = new HashSet<>();
    for (Silence<N> silence : facts.silences()) {
      if (silence.subject().equals(node)) {
        deaf.add(silence.observer());
      }
    }
    Set<N> own = direct(facts);
    boolean heard =
        facts.members().stream()
            .anyMatch(
                other ->
                    !other.equals(node)
                        && !other.equals(facts.self())
                        && !own.contains(other)
                        && !deaf.contains(other));
    return own.contains(node) && heard && facts.order().compare(node, facts.self()) < 0;
  }

  private static <N> Set<N> direct(Facts<N> facts) {
    Set<N> unheard = new LinkedHashSet<>();
    for (Silence<N> silence : facts.silences()) {
      if (silence.observer().equals(facts.self())) {
        unheard.add(silence.subject());
      }
    }
    return unheard;
  }

  /** Whom this node does not hear, and whom those do not hear that it hears. */
  static <N> Set<N> unheard(Facts<N> facts) {
    Set<N> unheard = direct(facts);
    for (Silence<N> silence : facts.silences()) {
      boolean own = silence.subject().equals(facts.self());
      if (!own && !unheard.contains(silence.observer())) {
        unheard.add(silence.subject());
      }
    }
    return unheard;
  }
}
