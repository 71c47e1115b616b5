package io.avp.actor;

import io.avp.vcc.cache.Found;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a region has answered, by the asker's numbers of the questions. Most answers name virtual
 * peers and nothing else: for these it makes no tables.
 */
final class RegionReply {
  private static final int[] NOWHERE = {};

  private final Map<Integer, Found> found;
  private final Set<Integer> unread;
  private final Set<Integer> recalled;
  private final Map<Integer, int[]> leads;

  RegionReply(QueryRegion.Answer answer) {
    found = answer.known().length == 0 ? Map.of() : new HashMap<>();
    for (int i = 0; i < answer.known().length; i++) {
      found.put(answer.known()[i], answer.found().get(i));
    }
    unread = set(answer.unread());
    recalled = set(answer.recalled());
    leads = answer.leads().isEmpty() ? Map.of() : new HashMap<>();
    answer.leads().forEach(one -> leads.put(one.question(), one.hashes()));
  }

  private static Set<Integer> set(int[] numbers) {
    return numbers.length == 0
        ? Set.of()
        : Arrays.stream(numbers).boxed().collect(Collectors.toSet());
  }

  /** The files that it knows. */
  Found found(int number) {
    return found.isEmpty() ? Found.NOTHING : found.getOrDefault(number, Found.NOTHING);
  }

  /** True if its files say nothing about the question. */
  boolean isUnread(int number) {
    return !unread.isEmpty() && unread.contains(number);
  }

  /** True if members have answered it of late. */
  boolean isRecalled(int number) {
    return !recalled.isEmpty() && recalled.contains(number);
  }

  /** Hashes of the words by which other regions are to be asked. */
  int[] leads(int number) {
    return leads.isEmpty() ? NOWHERE : leads.getOrDefault(number, NOWHERE);
  }
}
