package io.avp.actor;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Gathers what the virtual peers of a realm have counted. */
final class Ledgers {
  private Ledgers() {}

  /** Of all; nodes that do not answer within {@code limit} are named. */
  static CompletionStage<LedgersView> of(
      List<PeerEntry> realm, Duration limit, ActorSystem<?> system) {
    return Scattered.gather(
            realm.stream()
                .map(peer -> new Scattered.Part<>(peer.node(), ask(peer, limit, system)))
                .toList())
        .thenApply(
            parts ->
                LedgersView.of(
                    parts.answers().stream().flatMap(Optional::stream).toList(), parts.missing()));
  }

  private static CompletionStage<Optional<LedgerView>> ask(
      PeerEntry peer, Duration limit, ActorSystem<?> system) {
    return AskPattern.<VirtualPeer.Command, VirtualPeer.Accounts>ask(
            peer.ref(), VirtualPeer.GetLedger::new, limit, system.scheduler())
        .thenApply(VirtualPeer.Accounts::ledger);
  }
}
