package io.avp.actor;

import io.avp.aol.routing.OpenQuestions;
import io.avp.aol.routing.OpenQuestions.Question;
import io.avp.vcc.cache.Found;
import io.avp.vcc.cache.SlotHints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Questions whose routing word is a prefix of other words, as their region has said: the regions of
 * these words are asked, too, each for files alone. The question ends when all have answered; if
 * one is late, or may not know all, it goes to everybody.
 */
final class LedQuestions {
  private static final class Parts {
    final Question question;
    final Named named;
    final List<Found> found = new ArrayList<>();
    int open;
    boolean failed;

    Parts(Question question, Named named) {
      this.question = question;
      this.named = named;
    }
  }

  private final PeerState peer;
  private final OpenQuestions open;
  private final QuestionEnd end;

  /** By the numbers under which the regions of words were asked; as many as questions may wait. */
  private final Map<Integer, Parts> parts = new HashMap<>();

  LedQuestions(PeerState peer, OpenQuestions open, QuestionEnd end) {
    this.peer = peer;
    this.open = open;
    this.end = end;
  }

  /**
   * The region of a question has said where else to ask.
   *
   * @param hashes of the words
   * @param here what that region has found itself
   * @param named whom that region names
   * @param ask puts questions to a region
   */
  void begin(
      Question question,
      int[] hashes,
      Found here,
      Named named,
      Consumer<QueryRegion.Questions> ask) {
    Parts all = new Parts(question, named);
    all.found.add(here);
    // One more than regions are asked, so that it does not end before all are.
    all.open = 1;
    byte[] frame = question.frame();
    for (int hash : hashes) {
      if (open.isFull()) {
        all.failed = true;
        break;
      }
      int region = SlotHints.regionOf(hash);
      int number = open.ask(frame, false, hash, question.from(), false, false, peer.now);
      parts.put(number, all);
      all.open++;
      RegionBatch one = new RegionBatch(true);
      one.add(number, hash, frame);
      ask.accept(one.questions(region, true));
    }
    close(all);
  }

  /**
   * The region of a word has answered, or is late.
   *
   * @param number under which it was asked
   * @param found what it knows
   * @param complete false if there may be more
   * @return false if that is no question of these
   */
  boolean answered(int number, Found found, boolean complete) {
    // Mostly there are none, and this is asked for every question.
    Parts all = parts.isEmpty() ? null : parts.remove(number);
    if (all == null) {
      return false;
    }
    all.found.add(found);
    all.failed |= !complete;
    close(all);
    return true;
  }

  /** Regions of words that were asked and have not answered. */
  int size() {
    return parts.size();
  }

  private void close(Parts all) {
    all.open--;
    if (all.open > 0) {
      return;
    }
    if (all.failed) {
      end.toAll(all.question);
    } else {
      end.answered(all.question, Found.merged(all.found), all.named);
    }
  }
}
