package io.avp.actor;

import akka.actor.typed.ActorRef;
import io.avp.aol.routing.OpenQuestions;
import io.avp.aol.routing.QueryTerms;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.WireWriter;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.RoutingWord;
import io.avp.vcc.cache.SlotHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Which siblings get a query: its region says it, batched per flush and node. While a node owes an
 * answer, further questions for it gather: an idle one adds no delay, and the number of messages
 * does not grow with the load. If the region is silent or does not know all, every sibling is
 * asked: never a wrong "no".
 */
final class SiblingAsks {
  /** How long a region may take. */
  static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private static final int CAPACITY = 1 << 15;

  /** More would not fit into one message between nodes. */
  private static final int MOST_GATHERED = 1 << 13;

  private static final int NO_REGION = -1;

  /** Questions for one region since the last flush. */
  private static final class Batch {
    private int[] questions = new int[8];
    private int[] hashes = new int[8];
    private final WireWriter queries = new WireWriter(64);
    private int size;

    void add(int question, int hash) {
      if (size == questions.length) {
        questions = Arrays.copyOf(questions, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
      }
      questions[size] = question;
      hashes[size++] = hash;
    }

    void query(byte[] frame) {
      queries.u16(frame.length - Header.BYTES);
      queries.bytes(Arrays.copyOfRange(frame, Header.BYTES, frame.length));
    }

    QueryRegion.Questions questions(int region) {
      return new QueryRegion.Questions(
          region,
          Arrays.copyOf(questions, size),
          Arrays.copyOf(hashes, size),
          queries.toByteArray());
    }
  }

  /** The regions of one node. */
  private static final class Exchange {
    private final ActorRef<RegionExchange.Command> ref;
    private final List<Integer> held = new ArrayList<>();
    private final List<QueryRegion.Questions> parts = new ArrayList<>();
    private boolean owesAnswer;

    Exchange(ActorRef<RegionExchange.Command> ref) {
      this.ref = ref;
    }
  }

  private final PeerState peer;
  private final ActorRef<VirtualPeer.Command> self;
  private final QuestionEnd end;
  private final boolean answering;
  private final OpenQuestions open = new OpenQuestions(CAPACITY, PATIENCE_NANOS);
  private final Batch[] batches = new Batch[SlotHints.REGIONS];
  private final List<Integer> touched = new ArrayList<>();

  /** Where the region of that number was last heard of. */
  private final Exchange[] places = new Exchange[SlotHints.REGIONS];

  private final Map<ActorRef<RegionExchange.Command>, Exchange> exchanges = new HashMap<>();

  private final List<Integer> unanswered = new ArrayList<>();
  private int gathered;
  private long late;

  SiblingAsks(PeerState peer, ActorRef<VirtualPeer.Command> self, QuestionEnd end) {
    this.peer = peer;
    this.self = self;
    this.end = end;
    answering = peer.services.settings().cache().answering();
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
    if (open.isFull()) {
      late++;
      end.toAll(open.oldest());
    }
    byte[] frame = Arrays.copyOfRange(b, at, at + length);
    Header.patch(frame, 0, ttl, hops);
    int hash = routingHash(query);
    // No table and no region can tell who has new files.
    int region = query.isWhatsNew() ? NO_REGION : SlotHints.regionOf(hash);
    int question = open.ask(frame, undecided, region, from.handle(), left, peer.now);
    if (region == NO_REGION) {
      unanswered.add(question);
      return;
    }
    if (batches[region] == null) {
      batches[region] = new Batch();
      touched.add(region);
    }
    batches[region].add(question, hash);
    peer.ledger.asked(frame.length);
    if (answering) {
      batches[region].query(frame);
    }
    gathered++;
    if (gathered == MOST_GATHERED) {
      flush();
    }
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
   * Sends the questions that have gathered: one message to each node whose regions are known and
   * that owes no answer, one through sharding to each other region.
   */
  void flush() {
    if (gathered >= MOST_GATHERED) {
      exchanges.values().forEach(this::release);
    }
    for (int region : touched) {
      Exchange place = places[region];
      if (place == null) {
        peer.services.region(region).tell(new QueryRegion.AskBatch(peer.id, taken(region), self));
      } else if (place.owesAnswer) {
        place.held.add(region);
      } else {
        place.parts.add(taken(region));
      }
    }
    touched.clear();
    exchanges.values().forEach(this::ask);
  }

  private QueryRegion.Questions taken(int region) {
    Batch batch = batches[region];
    batches[region] = null;
    gathered -= batch.size;
    return batch.questions(region);
  }

  private void ask(Exchange place) {
    if (!place.parts.isEmpty()) {
      place.ref.tell(new RegionExchange.Ask(peer.id, List.copyOf(place.parts), self));
      place.parts.clear();
      place.owesAnswer = true;
    }
  }

  /** What was held back for a node may be sent with the next flush. */
  private void release(Exchange place) {
    place.owesAnswer = false;
    touched.addAll(place.held);
    place.held.clear();
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
    Exchange place = exchanges.computeIfAbsent(answers.exchange(), Exchange::new);
    release(place);
    for (QueryRegion.Answer answer : answers.answers()) {
      Exchange asked = places[answer.region()];
      if (asked != null && asked != place) {
        // The region has moved: who was asked owes nothing for it, and what it held back goes on.
        release(asked);
      }
      places[answer.region()] = place;
      onAnswer(answer);
    }
  }

  private void onAnswer(QueryRegion.Answer answer) {
    Sibling[] named = new Sibling[answer.peers().length];
    for (int i = 0; i < named.length; i++) {
      named[i] = peer.neighbours.sibling(answer.peers()[i]);
    }
    Map<Integer, Found> found = new HashMap<>();
    for (int i = 0; i < answer.known().length; i++) {
      found.put(answer.known()[i], answer.found().get(i));
    }
    for (int q = 0; q < answer.questions().length; q++) {
      int number = answer.questions()[q];
      peer.ledger.told(Header.BYTES + found.getOrDefault(number, Found.NOTHING).recordBytes());
      OpenQuestions.Question question = open.answered(number);
      if (question == null) {
        continue;
      }
      if (!answer.complete() || isUnread(answer, number)) {
        end.toAll(question);
      } else {
        end.answered(question, found.getOrDefault(number, Found.NOTHING), named, answer.masks(), q);
      }
    }
  }

  private static boolean isUnread(QueryRegion.Answer answer, int number) {
    for (int unread : answer.unread()) {
      if (unread == number) {
        return true;
      }
    }
    return false;
  }

  /** Questions that have waited for too long go to all siblings. */
  void expire() {
    open.expire(
        peer.now,
        question -> {
          late++;
          // It may have moved, or its node may have died.
          if (question.region() != NO_REGION) {
            forget(question.region());
          }
          end.toAll(question);
        });
  }

  /** A region was silent: whoever waits for its node waits no longer. */
  private void forget(int region) {
    exchanges.values().forEach(this::release);
    Exchange silent = places[region];
    places[region] = null;
    if (silent != null && !Arrays.asList(places).contains(silent)) {
      exchanges.remove(silent.ref);
    }
  }

  /** True if questions have gathered since the last flush. */
  boolean hasToSend() {
    return !touched.isEmpty() || !unanswered.isEmpty();
  }

  /** True while a question waits. */
  boolean isWaiting() {
    return open.size() > 0;
  }

  /** Questions that no region answered in time, since the start. */
  long late() {
    return late;
  }
}
