package io.avp.actor;

import io.avp.vcc.cache.Found;
import java.util.HashMap;
import java.util.Map;

/** What a region has answered, by the asker's numbers of the questions. */
final class RegionReply {
  private static final int[] NOWHERE = {};

  private final QueryRegion.Answer answer;
  private final Map<Integer, Found> found = new HashMap<>();

  RegionReply(QueryRegion.Answer answer) {
    this.answer = answer;
    for (int i = 0; i < answer.known().length; i++) {
      found.put(answer.known()[i], answer.found().get(i));
    }
  }

  /** The files that it knows. */
  Found found(int number) {
    return found.getOrDefault(number, Found.NOTHING);
  }

  /** True if its files say nothing about the question. */
  boolean isUnread(int number) {
    return has(answer.unread(), number);
  }

  /** True if members have answered it of late. */
  boolean isRecalled(int number) {
    return has(answer.recalled(), number);
  }

  private static boolean has(int[] numbers, int number) {
    for (int one : numbers) {
      if (one == number) {
        return true;
      }
    }
    return false;
  }

  /** Hashes of the words by which other regions are to be asked. */
  int[] leads(int number) {
    for (QueryRegion.Leads leads : answer.leads()) {
      if (leads.question() == number) {
        return leads.hashes();
      }
    }
    return NOWHERE;
  }
}
