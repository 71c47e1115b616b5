package io.avp.ops.workload;

import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.Guid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which file answers which query, from the generator's own lists.
 *
 * <p>A file matches if every query word of at least three bytes is one of its words or one of the
 * prefixes that servents put into their query routing tables.
 */
public final class GroundTruth {
  /**
   * One file at one servent.
   *
   * @param servent GUID of the holder
   * @param file which file
   */
  public record Holding(Guid servent, Sha1 file) {}

  private final Map<Sha1, List<Guid>> holders = new HashMap<>();
  private final Map<String, List<SharedFile>> files = new HashMap<>();

  /** Knows the files of these servents. */
  public GroundTruth(List<ServentPlan> servents) {
    for (ServentPlan servent : servents) {
      for (SharedFile file : servent.files()) {
        holders.computeIfAbsent(file.sha1(), sha1 -> isNew(file)).add(servent.guid());
      }
    }
  }

  private List<Guid> isNew(SharedFile file) {
    file.tableWords()
        .forEach(word -> files.computeIfAbsent(word, w -> new ArrayList<>()).add(file));
    return new ArrayList<>();
  }

  /** All that answers {@code query}, except what the one who asks shares himself. */
  public Set<Holding> answers(String query, Guid asker) {
    List<String> words = QueryWords.forLookup(query);
    Set<Holding> holdings = new LinkedHashSet<>();
    words.stream()
        .map(word -> files.getOrDefault(word, List.of()))
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of())
        .stream()
        .filter(file -> file.matches(words))
        .forEach(
            file ->
                holders.get(file.sha1()).stream()
                    .filter(holder -> !holder.equals(asker))
                    .forEach(holder -> holdings.add(new Holding(holder, file.sha1()))));
    return holdings;
  }
}
