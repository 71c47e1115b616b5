package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.cache.KnownFiles;
import io.avp.vcc.cache.SlotHints;
import io.avp.vcc.monitor.UpdateLag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the realm's regions are told of the files of members, by a virtual peer: all files of a
 * member that was browsed, once per node; that it is still there; that it has left.
 *
 * <p>As soon as all regions have taken them, the member is hinted only for those slots for which no
 * region can answer (see {@link KnownFiles}); until then it is asked. A region that has forgotten
 * is hinted everybody until it has been told everything again: never a wrong "no".
 */
final class KnowledgeFlow {
  /** A question of a sibling may be that old: it was answered before the files were known. */
  private static final long UNDER_WAY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Regions have heard by then what they were told before; an entry may outlive its file so long.
   */
  private static final long HEARD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** One member's list takes at most one part of so many of the room for all. */
  private static final int LIST_SHARE = 16;

  private record Outdated(Guid servent, long sinceNanos) {}

  private final PeerState peer;
  private final HintFlow hints;
  private final Telling telling;
  private final Map<Guid, Member> known = new HashMap<>();

  /** Members whose files are being told, with those. */
  private final Map<Member, KnownFiles> learning = new HashMap<>();

  /** Of these, those that some region may not have heard of. */
  private final Set<Member> unheard = new HashSet<>();

  /** Regions that have forgotten, and are not being told again yet. */
  private final BitSet lost = new BitSet(SlotHints.REGIONS);

  /** Members that regions are to forget, once they have heard that these are to be asked. */
  private final Deque<Outdated> outdated = new ArrayDeque<>();

  /** Until then answers of a region may be on their way that it gave before it was told again. */
  private final long[] answersFromNanos = new long[SlotHints.REGIONS];

  private final UpdateLag lag = new UpdateLag();
  private boolean tellingAgain;
  private long losses;
  private long refused;
  private long nextAgain;
  private long nextConfirm;

  KnowledgeFlow(PeerState peer, HintFlow hints, ActorRef<VirtualPeer.Command> self) {
    this.peer = peer;
    this.hints = hints;
    telling = new Telling(peer, self);
    Arrays.fill(answersFromNanos, peer.now);
    nextAgain = peer.now;
    nextConfirm = peer.now + confirmNanos();
  }

  /** Several times within the time that entries are fresh. */
  private long confirmNanos() {
    return peer.services.settings().cache().fresh().toNanos() / 3;
  }

  /** True if files of some member are known. */
  boolean any() {
    return !known.isEmpty();
  }

  /** The member of that GUID whose files are known; null if there is none. */
  Member member(Guid servent) {
    return known.get(servent);
  }

  /**
   * True if the region of a query answers for a member.
   *
   * @param hash by which the query finds its region
   * @param sibling true if a sibling has asked the region
   */
  boolean answersFor(Member member, int hash, boolean sibling) {
    KnownFiles files = member.browsing.files;
    return files != null
        && answers(SlotHints.regionOf(hash))
        && (!sibling || peer.now - member.browsing.answeredFromNanos >= 0)
        && !files.isAsked(SlotHints.slotOf(hash));
  }

  /** True if a region has what it was told, and has had it for longer than answers take. */
  boolean answers(int region) {
    return !hints.everybody.get(region) && peer.now - answersFromNanos[region] >= 0;
  }

  /** All files of a member are here; if there is no room for their list, it is asked as before. */
  void learn(Member member, KnownFiles files) {
    int most = peer.services.settings().cache().listBytes();
    if (files.bytes() > most / LIST_SHARE || bytes() + files.bytes() > most) {
      refused++;
      return;
    }
    member.browsing.underWay = true;
    learning.put(member, files);
    tell(member, files);
  }

  private void tell(Member member, KnownFiles files) {
    long before = losses;
    telling.tell(
        List.of(files),
        region -> true,
        outcome -> {
          if (learning.get(member) != files) {
            return;
          }
          if (!outcome.whole() || losses != before) {
            unheard.add(member);
            return;
          }
          learning.remove(member);
          member.browsing.underWay = false;
          member.browsing.answeredFromNanos = peer.now + UNDER_WAY_NANOS;
          known.put(files.holder().servent(), member);
          isKnown(member, files, outcome.refused(files.holder().servent()));
          lag.add(peer.now - member.browsing.browsedNanos);
        });
  }

  /** How long it took from the end of a browse until all regions knew. */
  UpdateLag lag() {
    return lag;
  }

  private void isKnown(Member member, KnownFiles files, BitSet refused) {
    hints.around(
        member,
        () ->
            member.browsing.files =
                refused.isEmpty()
                    ? files
                    : files.refused(HintFlow.projected(member.table), refused));
    hints.known(member);
  }

  /** A member has left. */
  void forget(Member member) {
    KnownFiles files = drop(member);
    if (files != null) {
      left(files.holder().servent());
    }
    if (member.answered) {
      member
          .servent()
          .ifPresent(servent -> telling.all(new HoldingsExchange.Parted(List.of(servent))));
    }
  }

  /**
   * A member has another query table than when it was browsed, so its files may be others. It is
   * asked from now on; regions forget it only when they have heard that, or they would say "no".
   */
  void outdated(Member member) {
    KnownFiles files = drop(member);
    if (files != null) {
      hints.tellRegions();
      outdated.add(new Outdated(files.holder().servent(), peer.now));
    }
  }

  private void forgetOutdated() {
    while (!outdated.isEmpty() && peer.now - outdated.peek().sinceNanos >= HEARD_NANOS) {
      left(outdated.poll().servent);
    }
  }

  /** From here on it is asked; what was told of it, null if nothing was. */
  private KnownFiles drop(Member member) {
    unheard.remove(member);
    KnownFiles told = learning.remove(member);
    KnownFiles files = told == null ? member.browsing.files : told;
    if (files != null) {
      known.remove(files.holder().servent(), member);
      hints.around(member, () -> member.browsing.files = null);
      member.browsing.underWay = false;
    }
    return files;
  }

  private void left(Guid servent) {
    telling.all(new HoldingsExchange.Left(peer.id, List.of(servent)));
  }

  /** The files of that GUID are not to be answered any more; false if none are known. */
  boolean purge(Guid servent) {
    List<Member> members = new ArrayList<>();
    learning.forEach(
        (member, files) -> {
          if (files.holder().servent().equals(servent)) {
            members.add(member);
          }
        });
    if (known.containsKey(servent)) {
      members.add(known.get(servent));
    }
    if (members.isEmpty()) {
      return false;
    }
    members.forEach(this::drop);
    // It stays, so regions are to have it asked before they know nothing of it.
    hints.tellRegions();
    left(servent);
    return true;
  }

  /** A region has lost what it was told. */
  void lost(int region) {
    losses++;
    if (any()) {
      lost.set(region);
      hints.everybody.set(region);
    }
  }

  /** A node has taken files. */
  void onLearned(VirtualPeer.Learned learned) {
    telling.onLearned(learned);
  }

  /** A few times a second. */
  void tick() {
    telling.expire();
    forgetOutdated();
    if (peer.now - nextAgain >= 0) {
      nextAgain = peer.now + AGAIN_NANOS;
      Set<Member> some = Set.copyOf(unheard);
      unheard.clear();
      some.forEach(member -> tell(member, learning.get(member)));
      if (!lost.isEmpty() && !tellingAgain) {
        tellAgain();
      }
    }
    if (peer.now - nextConfirm >= 0) {
      nextConfirm = peer.now + confirmNanos();
      if (any()) {
        telling.all(new HoldingsExchange.Confirm(List.copyOf(known.keySet())));
      }
    }
  }

  private void tellAgain() {
    BitSet these = (BitSet) lost.clone();
    lost.clear();
    tellingAgain = true;
    List<KnownFiles> all = new ArrayList<>();
    known.values().forEach(member -> all.add(member.browsing.files));
    telling.tell(
        all,
        these::get,
        outcome -> {
          tellingAgain = false;
          if (!outcome.whole()) {
            lost.or(these);
            return;
          }
          outcome.refusals().stream()
              .map(VirtualPeer.Refusal::servent)
              .distinct()
              .map(known::get)
              .filter(Objects::nonNull)
              .forEach(
                  member -> {
                    KnownFiles files = member.browsing.files;
                    isKnown(member, files, outcome.refused(files.holder().servent()));
                  });
          these.andNot(lost);
          hints.everybody.andNot(these);
          these.stream()
              .forEach(
                  region -> {
                    answersFromNanos[region] = peer.now + UNDER_WAY_NANOS;
                    hints.tellRegion(region);
                  });
        });
  }

  /** Members whose files are known. */
  int members() {
    return known.size();
  }

  /** Heap of the lists of files that are known, and of those that are being told, in bytes. */
  long bytes() {
    return Stream.concat(
            known.values().stream().map(member -> member.browsing.files),
            learning.values().stream())
        .mapToLong(KnownFiles::bytes)
        .sum();
  }

  /** Lists that there was no room for, since the start. */
  long refused() {
    return refused;
  }
}
