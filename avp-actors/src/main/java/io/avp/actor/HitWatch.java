package io.avp.actor;

import io.avp.aol.routing.OpenQuestions;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.SharedQuestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Questions of leaves that members are being asked: the hits are read as they pass, and what
 * members have said of themselves is told to the node of the region, for others who ask the same.
 *
 * <p>Whose virtual peer has brought anything else is asked each time. If anything may have been
 * missed, nothing is kept.
 */
final class HitWatch {
  /**
   * Bit of the TTL of a hit for a sibling: a member of ours speaks of itself, under the address
   * that it is connected from. Never seen by servents, and no servent can set it.
   */
  static final int VOUCHED = 0x80;

  /**
   * Questions at most; of more at a time nothing is learnt, so that a flood costs next to nothing.
   */
  private static final int CAPACITY = 1 << 13;

  /** Answers of one message between nodes, in bytes. */
  private static final int MESSAGE_BYTES = 96 << 10;

  /** Records of all answers, in bytes; with more, the oldest ones that were told go. */
  private static final int MUCH = 4 << 20;

  /** With as many bytes no record is taken any more. */
  private static final int MOST_HELD = 2 * MUCH;

  private static final int SHORTEST = Header.BYTES + Integer.BYTES;

  private final PeerState peer;
  private final boolean keeping;
  private final int target;
  private final long collectingNanos;

  /** As long as answers are kept, late ones are added. */
  private final long lateNanos;

  /** The oldest first. */
  private final Map<Guid, WatchedQuestion> open = new LinkedHashMap<>();

  /** The same for those that were told, and may have late hits. */
  private final Map<Guid, WatchedQuestion> told = new LinkedHashMap<>();

  private final Map<String, List<HeardAnswer>> ready = new HashMap<>();

  /** Of the records of those in {@link #open} and {@link #told}. */
  private long held;

  private long losses;
  private long crowded;

  HitWatch(PeerState peer) {
    this.peer = peer;
    CacheSettings cache = peer.services.settings().cache();
    keeping = cache.keepsAnswers();
    target = cache.target(0);
    collectingNanos = cache.collecting().toNanos();
    lateNanos = cache.keptNanos();
  }

  /**
   * A question is asked; hits may come before its region has answered.
   *
   * @return false if nothing is learnt from it
   */
  boolean open(byte[] frame, int region, Neighbour from) {
    if (!keeping || !(from instanceof Member asker && asker.isLeaf())) {
      return false;
    }
    if (open.size() == CAPACITY) {
      crowded++;
      return false;
    }
    // With a smaller TTL siblings ask their leaves only.
    boolean shared = Header.ttl(frame, 0) > 1 && mayBeShared(frame);
    if (shared) {
      forget(open.put(Guid.read(frame, 0), new WatchedQuestion(frame, region, peer.now)));
    }
    return shared;
  }

  private boolean mayBeShared(byte[] frame) {
    int flags = frame.length < SHORTEST ? 0 : Query.flags(frame, 0);
    return (flags & Query.MARKED) != 0 && SharedQuestion.mayBe(flags, target);
  }

  /**
   * All have been asked that a question's region named, which nobody has asked the same of late.
   *
   * @param askerMayHaveIt true if the one that asks, who is not asked itself, may have an answer
   */
  void asked(OpenQuestions.Question question, Named named, boolean askerMayHaveIt) {
    WatchedQuestion watch = open.get(Guid.read(question.frame(), 0));
    if (watch == null) {
      return;
    }
    watch.asked(named);
    if (askerMayHaveIt) {
      watch.again.add(peer.id);
    }
  }

  /** True if something may be learnt from a question. */
  boolean has(OpenQuestions.Question question) {
    // In a flood there are many, and few are watched: no look into the map for the others.
    return question.watched() && open.containsKey(Guid.read(question.frame(), 0));
  }

  /** Nothing is to be learnt from a question. */
  void close(OpenQuestions.Question question) {
    if (question.watched()) {
      forget(open.remove(Guid.read(question.frame(), 0)));
    }
  }

  /** {@code watch} may be null. */
  private void forget(WatchedQuestion watch) {
    held -= watch == null ? 0 : watch.bytes();
  }

  /** A hit comes for one that has left: others have to ask for it. */
  void missed(Neighbour from, Guid query) {
    WatchedQuestion watch = watch(query);
    if (watch != null) {
      add(watch, from, false);
    }
  }

  /**
   * A hit passes.
   *
   * @param from where it comes from
   * @param vouched true if a member speaks of itself
   */
  void passed(Neighbour from, boolean vouched, byte[] b, int at, int length) {
    WatchedQuestion watch = open.isEmpty() && told.isEmpty() ? null : watch(Guid.read(b, at));
    if (watch != null) {
      add(watch, from, vouched && learn(watch, from, b, at, length));
    }
  }

  private boolean learn(WatchedQuestion watch, Neighbour from, byte[] b, int at, int length) {
    int before = watch.bytes();
    boolean learnt = watch.learn(home(from), b, at, length, MOST_HELD - held);
    held += watch.bytes() - before;
    return learnt;
  }

  private WatchedQuestion watch(Guid query) {
    WatchedQuestion watch = open.get(query);
    return watch == null ? told.get(query) : watch;
  }

  private String home(Neighbour from) {
    return from instanceof Sibling sibling ? sibling.entry().id() : peer.id;
  }

  private void add(WatchedQuestion watch, Neighbour from, boolean learnt) {
    if (!learnt) {
      watch.again.add(home(from));
    }
    if (watch.told) {
      tell(watch);
    }
  }

  /** What siblings have brought for a question so far; empty if others cannot be told all of it. */
  Optional<Found> soFar(Guid query) {
    WatchedQuestion watch = open.get(query);
    return watch == null || watch.again.stream().anyMatch(home -> !home.equals(peer.id))
        ? Optional.empty()
        : Optional.of(new Found(watch.offers, List.of(), true));
  }

  /**
   * Tells what was collected for long enough; to be called a few times a second.
   *
   * @param lost anything that changes if a sibling may not have been reached since the last call
   * @return true if it has changed
   */
  boolean tick(long lost) {
    boolean missed = lost != losses;
    if (missed) {
      losses = lost;
      open.values().forEach(this::forget);
      open.clear();
    }
    Iterator<Map.Entry<Guid, WatchedQuestion>> oldest = open.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<Guid, WatchedQuestion> one = oldest.next();
      WatchedQuestion watch = one.getValue();
      if (peer.now - watch.sinceNanos < collectingNanos) {
        break;
      }
      oldest.remove();
      if (watch.isAsked()) {
        watch.told = true;
        forget(told.put(one.getKey(), watch));
        tell(watch);
      } else {
        forget(watch);
      }
    }
    forgetTold();
    List.copyOf(ready.keySet()).forEach(this::send);
    return missed;
  }

  private void forgetTold() {
    Iterator<WatchedQuestion> oldest = told.values().iterator();
    while (oldest.hasNext()) {
      WatchedQuestion watch = oldest.next();
      if (told.size() <= CAPACITY && held <= MUCH && peer.now - watch.sinceNanos < lateNanos) {
        return;
      }
      oldest.remove();
      forget(watch);
    }
  }

  private void tell(WatchedQuestion watch) {
    HeardAnswer answer = watch.answer();
    String node = RegionPlaces.nodeOf(peer.services.system(), watch.region).orElse("");
    if (node.equals(peer.services.settings().node())) {
      answer.keep(peer.services);
      return;
    }
    List<HeardAnswer> waiting = ready.computeIfAbsent(node, one -> new ArrayList<>());
    waiting.add(answer);
    if (waiting.stream().mapToInt(HeardAnswer::bytes).sum() >= MESSAGE_BYTES) {
      send(node);
    }
  }

  private void send(String node) {
    List<HeardAnswer> all = ready.remove(node);
    HoldingsExchange.at(peer.services.system(), node)
        .ifPresent(exchange -> exchange.tell(new HoldingsExchange.Keep(all)));
  }

  /** Questions whose hits are waited for now. */
  int size() {
    return open.size();
  }

  /** Bytes of the records that are held for these, and for a while after they were told. */
  long held() {
    return held;
  }

  /** Questions that were not watched because there were too many, since the start. */
  long crowded() {
    return crowded;
  }
}
