package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.cache.FileRecord;
import io.avp.vcc.cache.KnownFiles;
import io.avp.vcc.cache.RecordBlock;
import io.avp.vcc.cache.SlotHints;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Sends files to all nodes that have regions for them, and waits until they have taken them. */
final class Telling {
  private static final int MESSAGE_BYTES = 64 << 10;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * What came of it.
   *
   * @param whole true if all regions have answered
   * @param refusals by regions that know nothing of a member now
   */
  record Outcome(boolean whole, List<VirtualPeer.Refusal> refusals) {
    /** Regions that know nothing of a member. */
    BitSet refused(Guid servent) {
      BitSet regions = new BitSet(SlotHints.REGIONS);
      for (VirtualPeer.Refusal refusal : refusals) {
        if (refusal.servent().equals(servent)) {
          regions.set(refusal.region());
        }
      }
      return regions;
    }
  }

  private static final class Round {
    final Consumer<Outcome> then;
    final long beganNanos;
    final List<VirtualPeer.Refusal> refusals = new ArrayList<>();
    boolean whole = true;
    int open = 1;

    Round(Consumer<Outcome> then, long beganNanos) {
      this.then = then;
      this.beganNanos = beganNanos;
    }

    void close() {
      open--;
      if (open == 0) {
        then.accept(new Outcome(whole, refusals));
      }
    }
  }

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final Map<Long, Round> rounds = new HashMap<>();
  private long number;

  Telling(PeerState peer, ActorRef<VirtualPeer.Command> self) {
    this.peer = peer;
    this.self = self;
  }

  /** Tells all nodes something that is not answered. */
  void all(HoldingsExchange.Command message) {
    HoldingsExchange.all(peer.services.system()).forEach(node -> node.tell(message));
  }

  /**
   * Tells files.
   *
   * @param which regions that are to know them
   * @param then runs in a later turn
   */
  void tell(List<KnownFiles> members, IntPredicate which, Consumer<Outcome> then) {
    Round round = new Round(then, peer.now);
    Map<String, BitSet> nodes = new HashMap<>();
    for (int region = 0; region < SlotHints.REGIONS; region++) {
      if (which.test(region)) {
        String node =
            RegionPlaces.nodeOf(peer.services.system(), region)
                .orElse(peer.services.settings().node());
        nodes.computeIfAbsent(node, n -> new BitSet(SlotHints.REGIONS)).set(region);
      }
    }
    Map<String, List<MemberFiles>> batches = new HashMap<>();
    Map<String, Integer> sizes = new HashMap<>();
    for (KnownFiles member : members) {
      List<FileRecord> records = member.records();
      nodes.forEach(
          (node, regions) -> {
            for (MemberFiles part : parts(member, records, regions::get)) {
              batches.computeIfAbsent(node, n -> new ArrayList<>()).add(part);
              if (sizes.merge(node, part.records().length, Integer::sum) >= MESSAGE_BYTES) {
                send(node, batches.remove(node), round);
                sizes.remove(node);
              }
            }
          });
    }
    batches.forEach((node, batch) -> send(node, batch, round));
    // A message to oneself, so that it ends in a later turn also if nothing was sent.
    rounds.put(++number, round);
    self.tell(new VirtualPeer.Learned(number, true, List.of()));
  }

  private static List<MemberFiles> parts(
      KnownFiles member, List<FileRecord> files, IntPredicate here) {
    List<MemberFiles> parts = new ArrayList<>();
    RecordBlock records = new RecordBlock();
    ByteArrayOutputStream regions = new ByteArrayOutputStream();
    for (FileRecord file : files) {
      ByRegion.add(file, here, records, regions);
      if (records.size() >= MESSAGE_BYTES) {
        parts.add(new MemberFiles(member.holder(), records.toByteArray(), regions.toByteArray()));
        records = new RecordBlock();
        regions = new ByteArrayOutputStream();
      }
    }
    if (records.size() > 0) {
      parts.add(new MemberFiles(member.holder(), records.toByteArray(), regions.toByteArray()));
    }
    return parts;
  }

  private void send(String node, List<MemberFiles> batch, Round round) {
    Optional<ActorRef<HoldingsExchange.Command>> to =
        HoldingsExchange.at(peer.services.system(), node);
    if (to.isEmpty()) {
      round.whole = false;
      return;
    }
    round.open++;
    rounds.put(++number, round);
    to.get()
        .tell(
            new HoldingsExchange.Learn(
                peer.id, peer.incarnation, number, List.copyOf(batch), self));
  }

  /** A node has taken files. */
  void onLearned(VirtualPeer.Learned learned) {
    Round round = rounds.remove(learned.number());
    if (round != null) {
      round.whole &= learned.whole();
      round.refusals.addAll(learned.refusals());
      round.close();
    }
  }

  /** Nodes that do not answer are not waited for. */
  void expire() {
    List<Long> late =
        rounds.entrySet().stream()
            .filter(entry -> peer.now - entry.getValue().beganNanos >= PATIENCE_NANOS)
            .map(Map.Entry::getKey)
            .toList();
    late.forEach(one -> onLearned(new VirtualPeer.Learned(one, false, List.of())));
  }
}
