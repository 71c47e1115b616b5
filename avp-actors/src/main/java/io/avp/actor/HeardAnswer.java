package io.avp.actor;

import io.avp.gnutella.message.Header;
import io.avp.gnutella.message.Query;
import io.avp.gnutella.wire.MalformedException;
import io.avp.model.AvpId;
import io.avp.vcc.cache.AnswerCache;
import io.avp.vcc.cache.Offer;
import io.avp.vcc.cache.Question;
import io.avp.vcc.cache.QuestionKey;
import io.avp.vcc.cache.SharedQuestion;
import io.avp.vcc.cache.SlotHints;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What members have answered to a question, for others who ask the same.
 *
 * @param region of the question
 * @param life of that region, as in {@link QueryRegion.Answer}: the times of two nodes have nothing
 *     to do with each other
 * @param lookedUp the same
 * @param query payload
 * @param offers of members, each for itself
 * @param again virtual peers that have to be asked each time
 */
@SuppressWarnings("ArrayRecordComponent") // never shared: the sender gives it away
record HeardAnswer(
    int region, int life, long lookedUp, byte[] query, List<Offer> offers, List<AvpId> again) {
  /** All who ask may be told the same; what each may not get is left out for it alone. */
  private static final String AUDIENCE = "all";

  /** By what an answer is kept. */
  static QuestionKey key(Question question) {
    return new QuestionKey(question, AUDIENCE);
  }

  /**
   * The same of a query; empty if its answers are not for others.
   *
   * @param target files that any question wants at most
   */
  static Optional<QuestionKey> key(byte[] frame, int target) {
    try {
      return shared(frame, Header.BYTES, target).map(HeardAnswer::key);
    } catch (MalformedException e) {
      return Optional.empty(); // it is asked for by itself
    }
  }

  /** What the query whose payload begins there asks for, for all. */
  private static Optional<Question> shared(byte[] b, int payload, int target)
      throws MalformedException {
    return SharedQuestion.of(Query.decode(b, payload, b.length - payload), target);
  }

  /** Keeps it; nothing happens if the region does not live on this node any more. */
  void keep(NodeServices services) {
    if (!services.regions().has(region, life)) {
      return;
    }
    try {
      shared(query, 0, services.settings().cache().target(0))
          .filter(question -> SlotHints.regionOf(question.routingHash()) == region)
          .ifPresent(
              question ->
                  services
                      .answers()
                      .put(
                          key(question),
                          new AnswerCache.Kept(offers, Set.copyOf(again), lookedUp)));
    } catch (MalformedException e) {
      throw new IllegalArgumentException("a query that was asked cannot be read", e);
    }
  }

  /** About its length in a message, in bytes. */
  int bytes() {
    int bytes = query.length + 64;
    for (Offer offer : offers) {
      bytes += 256;
      for (byte[] record : offer.records()) {
        bytes += record.length;
      }
    }
    return bytes;
  }
}
