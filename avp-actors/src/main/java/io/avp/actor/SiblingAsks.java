package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.routing.OpenQuestions;
import io.avp.aol.routing.QueryTerms;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import io.avp.vcc.cache.AnswerCache;
import io.avp.vcc.cache.EmptyWords;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.RoutingWord;
import io.avp.vcc.cache.SlotHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which siblings get a query: its region says it, asked where it is if it lives on this node, else
 * batched per flush and node. If the region is silent or does not know all, every sibling is asked:
 * never a wrong "no".
 */
final class SiblingAsks {
  /** How long a region may take. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private static final int CAPACITY = 1 << 15;

  /** More would not fit into one message between nodes. */
  private static final int MOST_GATHERED = 1 << 13;

  private static final int MOST_BYTES = 96 << 10;

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final RegionTalk talk;
  private final QuestionEnd end;
  private final HitWatch watch;
  private final boolean answering;
  private final AnswerCache heard;

  /** How long it counts that nobody else has a word; 0: not at all. */
  private final long emptyNanos;

  private final EmptyWords empty = new EmptyWords();
  private final OpenQuestions open = new OpenQuestions(CAPACITY, PATIENCE_NANOS);
  private final LedQuestions led;
  private final RegionBatch[] batches = new RegionBatch[SlotHints.REGIONS];
  private final List<Integer> touched = new ArrayList<>();

  /** Where the region of that number was last heard of. */
  private final RegionNode[] places = new RegionNode[SlotHints.REGIONS];

  private final Map<ActorRef<RegionExchange.Command>, RegionNode> nodes = new HashMap<>();

  /** Regions that have said that they know no files: questions go there without the queries. */
  private final BitSet unknowing = new BitSet(SlotHints.REGIONS);

  private final List<Integer> unanswered = new ArrayList<>();
  private int gathered;
  private int gatheredBytes;
  private long late;
  private long early;
  private long spared;

  SiblingAsks(
      PeerState peer,
      ActorRef<VirtualPeer.Command> self,
      RegionTalk talk,
      QuestionEnd end,
      HitWatch watch) {
    this.peer = peer;
    this.self = self;
    this.talk = talk;
    this.end = end;
    this.watch = watch;
    led = new LedQuestions(peer, open, end);
    CacheSettings cache = peer.services.settings().cache();
    answering = cache.answering();
    emptyNanos = answering ? cache.answers().negative().toNanos() : 0;
    heard = peer.services.answers();
  }

  /**
   * Asks the region of a query. If too many wait, the one that has waited longest goes to all
   * siblings.
   *
   * @param undecided true if nobody else got a copy, so that its fate hangs on the answer
   * @param from who has sent it
   * @param left true if members were left out because the region answers for them
   */
  void ask(
      QueryTerms query,
      byte[] b,
      int at,
      int length,
      int ttl,
      int hops,
      boolean undecided,
      Neighbour from,
      boolean left) {
    int hash = routingHash(query);
    if (!left && isEmpty(query, hash)) {
      spared++;
      if (undecided) {
        end.nobody(Guid.read(b, at));
      }
      return;
    }
    if (open.isFull()) {
      early++;
      unanswered(open.oldest());
    }
    byte[] frame = Arrays.copyOfRange(b, at, at + length);
    Header.patch(frame, 0, ttl, hops);
    int region = SlotHints.regionOf(hash);
    boolean watched = !query.isWhatsNew() && watch.open(frame, region, from);
    int question = open.ask(frame, undecided, hash, from.handle(), left, watched, peer.now);
    // No table and no region can tell who has new files.
    if (query.isWhatsNew()) {
      unanswered.add(question);
      return;
    }
    if (batches[region] == null) {
      batches[region] = new RegionBatch(answering && !unknowing.get(region));
      touched.add(region);
    }
    int before = batches[region].queryBytes();
    batches[region].add(question, hash, frame);
    gatheredBytes += batches[region].queryBytes() - before;
    gathered++;
    if (isMuch()) {
      flush();
    }
  }

  /** True if the query's region has said of late that nobody else has its routing word. */
  private boolean isEmpty(QueryTerms query, int hash) {
    long said = query.isWhatsNew() ? 0 : empty.said(hash);
    return said != 0
        && heard.now() - said < emptyNanos
        && heard.isUnchanged(SlotHints.slotOf(hash), said);
  }

  /** The hash that the query is routed by: of its URN if it names one, else of its rarest word. */
  static int routingHash(QueryTerms terms) {
    if (terms.hasUrn()) {
      return terms.hash(terms.words());
    }
    long best = 0;
    for (int i = 0; i < terms.words(); i++) {
      best = Math.max(best, RoutingWord.rank(terms.hash(i), terms.length(i), terms.isNumber(i)));
    }
    return RoutingWord.hash(best);
  }

  /**
   * Puts the questions that have gathered to regions of this node where they are, and sends one
   * message to each other node whose regions are known and that owes no answer, one through
   * sharding to each other region. To be called before the outbox is flushed.
   */
  void flush() {
    if (isMuch()) {
      nodes.values().forEach(this::release);
    }
    while (!touched.isEmpty()) {
      // First: one that fails must not be asked again and again; the others are with the next
      // flush.
      int region = touched.remove(touched.size() - 1);
      RegionNode node = places[region];
      if (node != null && node.owesAnswer()) {
        node.hold(region);
      } else {
        ask(node, region, taken(region));
      }
    }
    nodes.values().forEach(node -> node.ask(peer.id, self, talk));
  }

  private void ask(RegionNode node, int region, RegionBatch batch) {
    ask(node, batch.questions(region, false), batch.frameBytes());
  }

  private void ask(RegionNode node, QueryRegion.Questions questions, long frameBytes) {
    int region = questions.region();
    QueryRegion.Answer answer = peer.services.regions().tryAnswer(peer.id, questions);
    if (answer != null) {
      places[region] = null;
      onAnswer(answer, false);
      return;
    }
    if (!peer.services.regions().has(region)) {
      peer.ledger.asked(questions.numbers().length, frameBytes);
    }
    if (node != null) {
      node.add(questions);
    } else {
      peer.services.region(region).tell(new QueryRegion.AskBatch(peer.id, questions, self));
    }
  }

  private boolean isMuch() {
    return gathered >= MOST_GATHERED || gatheredBytes >= MOST_BYTES;
  }

  private RegionBatch taken(int region) {
    RegionBatch batch = batches[region];
    batches[region] = null;
    gathered -= batch.size();
    gatheredBytes -= batch.queryBytes();
    return batch;
  }

  /** What was held back for a node may be sent with the next flush. */
  private void release(RegionNode node) {
    touched.addAll(node.release());
  }

  /**
   * Questions that no region can answer go to all siblings; called before the outbox is flushed.
   */
  void sendUnanswered() {
    for (int question : unanswered) {
      OpenQuestions.Question asked = open.answered(question);
      if (asked != null) {
        end.toAll(asked);
      }
    }
    unanswered.clear();
  }

  /** Regions of a node have answered. */
  void onAnswers(VirtualPeer.Answers answers) {
    RegionNode place = nodes.computeIfAbsent(answers.exchange(), RegionNode::new);
    boolean sent = answers.exchange().path().address().hasGlobalScope();
    release(place);
    for (QueryRegion.Answer answer : answers.answers()) {
      RegionNode asked = places[answer.region()];
      if (asked != null && asked != place) {
        // The region has moved: who was asked owes nothing for it, and what it held back goes on.
        release(asked);
      }
      places[answer.region()] = place;
      onAnswer(answer, sent);
    }
  }

  /** {@code sent} if it came from another node. */
  private void onAnswer(QueryRegion.Answer answer, boolean sent) {
    unknowing.set(answer.region(), !answer.knows());
    Sibling[] named = new Sibling[answer.peers().length];
    for (int i = 0; i < named.length; i++) {
      named[i] = peer.neighbours.sibling(answer.peers()[i]);
    }
    if (sent && answer.complete() && emptyNanos > 0) {
      keepEmpty(answer);
    }
    RegionReply reply = new RegionReply(answer);
    for (int q = 0; q < answer.questions().length; q++) {
      int number = answer.questions()[q];
      Found records = reply.found(number);
      if (sent) {
        peer.ledger.told(Header.BYTES + records.recordBytes());
      }
      OpenQuestions.Question question = open.answered(number);
      if (question == null) {
        continue;
      }
      boolean all = answer.complete() && !reply.isUnread(number);
      int[] leads = reply.leads(number);
      long lookedUp = reply.isRecalled(number) ? 0 : answer.lookedUp();
      Named whom = new Named(named, answer.masks(), q, answer.life(), lookedUp);
      if (led.answered(number, records, all)) {
        continue;
      }
      if (!all) {
        end.toAll(question);
      } else if (leads.length > 0) {
        led.begin(question, leads, records, whom, this::askLed);
      } else {
        end.answered(question, records, whom);
      }
    }
  }

  /** Words that nobody else has; of questions that are open still. */
  private void keepEmpty(QueryRegion.Answer answer) {
    long now = answer.empty().length == 0 ? 0 : heard.now();
    for (int number : answer.empty()) {
      OpenQuestions.Question question = open.get(number);
      if (question != null) {
        empty.add(question.hash(), now);
      }
    }
  }

  /** It goes to its node at once, whether that owes answers or not: such questions are few. */
  private void askLed(QueryRegion.Questions questions) {
    ask(places[questions.region()], questions, questions.queries().length);
  }

  /** Questions that have waited for too long go to all siblings. */
  void expire() {
    open.expire(
        peer.now,
        question -> {
          late++;
          // It may have moved, or its node may have died.
          forget(SlotHints.regionOf(question.hash()));
          unanswered(question);
        });
  }

  private void unanswered(OpenQuestions.Question question) {
    if (!led.answered(question.number(), Found.NOTHING, false)) {
      end.toAll(question);
    }
  }

  /** A region was silent: whoever waits for its node waits no longer. */
  private void forget(int region) {
    nodes.values().forEach(this::release);
    RegionNode silent = places[region];
    places[region] = null;
    if (silent != null && !Arrays.asList(places).contains(silent)) {
      nodes.remove(silent.exchange());
    }
  }

  /** True if questions have gathered since the last flush. */
  boolean hasToSend() {
    if (!touched.isEmpty() || !unanswered.isEmpty()) {
      return true;
    }
    // Asked after every message: no stream.
    for (RegionNode node : nodes.values()) {
      if (node.hasToSend()) {
        return true;
      }
    }
    return false;
  }

  /** Questions that wait. */
  int waiting() {
    return open.size();
  }

  /** Of those that wait, the parts that were put to regions of other words. */
  int led() {
    return led.size();
  }

  /** Nanoseconds until the next question is late; one must wait. */
  long untilLate() {
    return open.lateNanos() - peer.now;
  }

  /** Questions that were not put because nobody else has their word, since the start. */
  long spared() {
    return spared;
  }

  /** Questions that no region answered in time, since the start. */
  long late() {
    return late;
  }

  /** Questions that went to all before their time because too many waited, since the start. */
  long early() {
    return early;
  }
}
