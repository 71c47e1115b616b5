package io.avp.actor;

import io.avp.vcc.cache.SlotHints;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/** The query regions that live on this node. Safe for several threads. */
final class LocalRegions {
  private final AtomicReferenceArray<RegionAnswers> regions =
      new AtomicReferenceArray<>(SlotHints.REGIONS);

  /** A region has started here. */
  void started(int id, RegionAnswers region) {
    regions.set(id, region);
  }

  /** A region has stopped here; nothing if another one has taken its place. */
  void stopped(int id, RegionAnswers region) {
    regions.compareAndSet(id, region, null);
  }

  /** True if that life of a region is here. */
  boolean has(int id, int life) {
    RegionAnswers region = regions.get(id);
    return region != null && region.life == life;
  }

  /** True if the region of that number lives on this node. */
  boolean has(int id) {
    return regions.get(id) != null;
  }

  /**
   * What a region of this node answers a virtual peer of this node at once; null if its actor has
   * to be asked, wherever it is.
   *
   * @param peer who asks
   */
  QueryRegion.Answer tryAnswer(String peer, QueryRegion.Questions questions) {
    return tryAnswer(peer, questions, false);
  }

  private QueryRegion.Answer tryAnswer(String peer, QueryRegion.Questions questions, boolean sent) {
    RegionAnswers region = regions.get(questions.region());
    return region == null ? null : region.tryAnswer(peer, questions, sent);
  }

  /**
   * Answers another node what can be answered at once.
   *
   * @param elsewhere gets questions whose region has to be asked itself
   */
  List<QueryRegion.Answer> answer(
      RegionExchange.Ask ask, Consumer<QueryRegion.AskBatch> elsewhere) {
    List<QueryRegion.Answer> answers = new ArrayList<>(ask.parts().size());
    for (QueryRegion.Questions part : ask.parts()) {
      QueryRegion.Answer answer = tryAnswer(ask.peer(), part, true);
      if (answer == null) {
        elsewhere.accept(new QueryRegion.AskBatch(ask.peer(), part, ask.replyTo()));
      } else {
        answers.add(answer);
      }
    }
    return answers;
  }
}
