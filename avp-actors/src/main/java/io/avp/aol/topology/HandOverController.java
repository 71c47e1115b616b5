package io.avp.aol.topology;

import io.avp.gnutella.handshake.PeerMode;
import io.avp.gnutella.wire.HostAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a virtual peer does with its members when its node ends in order: whoever listens is dialled
 * by a sibling on another node first, and told Bye when that relation stands; a member that takes
 * no second relation is told Bye first and dialled once more soon after; everybody else is told
 * Bye.
 *
 * <p>Each member is given to exactly one sibling, chosen by rendezvous among those with room. So
 * many dials as {@link #PARALLEL} are under way at a time, and at the deadline all is over. Not
 * safe for several threads.
 */
public final class HandOverController {
  /** Most dials under way at a time. */
  public static final int PARALLEL = 64;

  /** From the new relation to the Bye: for answers that are on their way over the old one. */
  public static final long LAST_ANSWERS_NANOS = 500_000_000L;

  /** From the end of a relation to the next dial: gtk-gnutella is known to have a slot by then. */
  public static final long PAUSE_NANOS = 300_000_000L;

  /**
   * A member that loses its virtual peer.
   *
   * @param link names its relation
   * @param listens where it accepts connections, if it does
   */
  public record Orphan(String link, PeerMode mode, Optional<HostAddress> listens) {}

  /**
   * A sibling on another node.
   *
   * @param leafRoom leaves that it still takes
   * @param ultrapeerRoom ultrapeers that it still takes
   */
  public record Host(String id, int leafRoom, int ultrapeerRoom) {}

  /** What to do now. */
  public sealed interface Action {
    /** A sibling is to dial a member. */
    record Dial(String link, HostAddress member, PeerMode mode, String sibling) implements Action {}

    /** A member is to be told Bye. */
    record Part(String link) implements Action {}
  }

  /** A member on its way; {@code sibling} is set once it has been given to one. */
  private static final class Move {
    private final Orphan orphan;
    private String sibling;
    private boolean parted;
    private boolean ended;
    private boolean again;
    private long endedNanos;
    private long relatedNanos;

    Move(Orphan orphan) {
      this.orphan = orphan;
    }
  }

  private final long deadlineNanos;
  private final Map<String, Move> moves = new LinkedHashMap<>();
  private final Map<PeerMode, Map<String, Integer>> room = new HashMap<>();
  private final Deque<Move> waiting = new ArrayDeque<>();
  private final Map<String, Move> dialled = new HashMap<>();
  private final Deque<Move> related = new ArrayDeque<>();
  private final List<Move> parting = new ArrayList<>();
  private int handedOver;

  /**
   * Before the first action.
   *
   * @param orphans all members, in the order in which they are served
   * @param hosts all siblings on other nodes
   */
  public HandOverController(List<Orphan> orphans, List<Host> hosts, long deadlineNanos) {
    this.deadlineNanos = deadlineNanos;
    Map<String, Integer> leaves = new HashMap<>();
    Map<String, Integer> ultrapeers = new HashMap<>();
    for (Host host : hosts) {
      leaves.put(host.id(), host.leafRoom());
      ultrapeers.put(host.id(), host.ultrapeerRoom());
    }
    room.put(PeerMode.LEAF, leaves);
    room.put(PeerMode.ULTRAPEER, ultrapeers);
    for (Orphan orphan : orphans) {
      Move move = new Move(orphan);
      moves.put(orphan.link(), move);
      if (orphan.listens().isPresent()) {
        waiting.add(move);
      } else {
        parting.add(move);
      }
    }
  }

  /** A sibling has told what became of a dial. */
  public void onOutcome(String link, DialOutcome outcome, long nowNanos) {
    Move move = dialled.remove(link);
    if (move == null) {
      return;
    }
    switch (outcome) {
      case RELATED -> {
        handedOver++;
        move.relatedNanos = nowNanos;
        related.addLast(move);
      }
      case NO_ROOM -> {
        // It knows better than we do; somebody else may have some.
        room.get(move.orphan.mode()).put(move.sibling, 0);
        move.sibling = null;
        waiting.addFirst(move);
      }
      case REFUSED -> {
        move.again = !move.parted && !move.ended;
        giveBack(move);
        parting.add(move);
      }
      case FAILED, NOT_PERMITTED -> {
        giveBack(move);
        parting.add(move);
      }
    }
  }

  private void giveBack(Move move) {
    room.get(move.orphan.mode()).merge(move.sibling, 1, Integer::sum);
  }

  /** A relation has ended, whoever ended it. */
  public void onEnded(String link, long nowNanos) {
    Move move = moves.get(link);
    if (move != null && !move.ended) {
      move.ended = true;
      move.endedNanos = nowNanos;
    }
  }

  /** What is to be done by now; each action is given once. */
  public List<Action> due(long nowNanos) {
    List<Action> actions = new ArrayList<>();
    if (nowNanos - deadlineNanos >= 0) {
      waiting.clear();
      dialled.clear();
      related.clear();
      moves.values().forEach(move -> move.again = false);
      parting.addAll(moves.values());
    }
    for (Move move : moves.values()) {
      if (move.again && move.ended && nowNanos - move.endedNanos >= PAUSE_NANOS) {
        move.again = false;
        waiting.addFirst(move);
      }
    }
    while (!related.isEmpty()
        && nowNanos - related.peekFirst().relatedNanos >= LAST_ANSWERS_NANOS) {
      parting.add(related.removeFirst());
    }
    while (dialled.size() < PARALLEL && !waiting.isEmpty()) {
      dial(waiting.removeFirst(), actions);
    }
    for (Move move : parting) {
      if (!move.parted) {
        move.parted = true;
        actions.add(new Action.Part(move.orphan.link()));
      }
    }
    parting.clear();
    return actions;
  }

  private void dial(Move move, List<Action> actions) {
    if (move.ended && !move.parted) {
      return; // it went by itself, and may be glad to be alone
    }
    Map<String, Integer> rooms = room.get(move.orphan.mode());
    HostAddress member = move.orphan.listens().orElseThrow();
    if (move.sibling == null) {
      // One that takes nobody drops out, the others keep their members.
      move.sibling =
          Rendezvous.first(
                  member.toString(),
                  rooms.entrySet().stream()
                      .filter(entry -> entry.getValue() > 0)
                      .map(Map.Entry::getKey)
                      .toList())
              .orElse(null);
    }
    if (move.sibling == null) {
      parting.add(move);
      return;
    }
    rooms.merge(move.sibling, -1, Integer::sum);
    dialled.put(move.orphan.link(), move);
    actions.add(new Action.Dial(move.orphan.link(), member, move.orphan.mode(), move.sibling));
  }

  /** True if nobody waits for anything any more. */
  public boolean isOver() {
    return waiting.isEmpty()
        && dialled.isEmpty()
        && related.isEmpty()
        && parting.isEmpty()
        && moves.values().stream().noneMatch(move -> move.again);
  }

  /** Members that have a relation to a sibling now. */
  public int handedOver() {
    return handedOver;
  }
}
