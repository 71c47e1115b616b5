package io.avp.actor;

import akka.actor.typed.ActorRef;
import java.util.ArrayList;
import java.util.List;

/**
 * The regions of another node, as a virtual peer asks them: while the node owes an answer, further
 * questions gather, so that an idle one adds no delay and the number of messages does not grow with
 * the load.
 */
final class RegionNode {
  private final ActorRef<RegionExchange.Command> exchange;
  private final List<Integer> held = new ArrayList<>();
  private final List<QueryRegion.Questions> parts = new ArrayList<>();
  private boolean owesAnswer;

  RegionNode(ActorRef<RegionExchange.Command> exchange) {
    this.exchange = exchange;
  }

  /** Where its regions are asked by a message. */
  ActorRef<RegionExchange.Command> exchange() {
    return exchange;
  }

  /** True while it owes an answer. */
  boolean owesAnswer() {
    return owesAnswer;
  }

  /** Questions for a region wait. */
  void hold(int region) {
    held.add(region);
  }

  /** Questions to be sent with the next {@link #ask}. */
  void add(QueryRegion.Questions questions) {
    parts.add(questions);
  }

  /** True if questions wait to be sent. */
  boolean hasToSend() {
    return !parts.isEmpty();
  }

  /**
   * Asks what is to be asked, if anything.
   *
   * @param peer who asks
   */
  void ask(String peer, ActorRef<VirtualPeer.Command> self, RegionTalk talk) {
    if (parts.isEmpty()) {
      return;
    }
    owesAnswer = true;
    RegionExchange.Ask ask = new RegionExchange.Ask(peer, List.copyOf(parts), self);
    parts.clear();
    talk.ask(exchange, ask);
  }

  /** It owes no answer any more; whose questions were held back. */
  List<Integer> release() {
    owesAnswer = false;
    List<Integer> regions = List.copyOf(held);
    held.clear();
    return regions;
  }
}
