package io.avp.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whom the first seed asks for a cluster before it forms one.
 *
 * <p>It forms one when everybody that it asks says that he is in none. A seed that cannot be
 * reached says nothing: it may live in a cluster behind a cut network. It is left out only if it
 * and its like are a minority of the seeds, which a resolver by majority would have ended.
 */
final class FirstSeedRule {
  private FirstSeedRule() {}

  /**
   * The seeds to ask; empty: there is no cluster, form one.
   *
   * @param others what was found at each other seed
   */
  static List<String> ask(Map<String, SeedProbe.Found> others) {
    List<String> listening = at(SeedProbe.Found.LISTENS, others);
    List<String> silent = at(SeedProbe.Found.SILENT, others);
    int seeds = others.size() + 1;
    if (2 * silent.size() < seeds) {
      return listening;
    }
    List<String> all = new ArrayList<>(listening);
    all.addAll(silent);
    return all;
  }

  private static List<String> at(SeedProbe.Found found, Map<String, SeedProbe.Found> others) {
    return others.entrySet().stream()
        .filter(other -> other.getValue() == found)
        .map(Map.Entry::getKey)
        .toList();
  }
}
