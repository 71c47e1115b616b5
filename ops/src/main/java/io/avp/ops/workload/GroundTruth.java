package io.avp.ops.workload;

import io.avp.gnutella.message.Sha1;
import io.avp.gnutella.qrp.QueryWords;
import io.avp.gnutella.wire.Guid;
import java.util.LinkedHashSet;
import java.util.List;
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

  private final List<ServentPlan> servents;

  /** Knows the files of these servents. */
  public GroundTruth(List<ServentPlan> servents) {
    this.servents = List.copyOf(servents);
  }

  /** All that answers {@code query}, except what the one who asks shares himself. */
  public Set<Holding> answers(String query, Guid asker) {
    List<String> words = QueryWords.forLookup(query);
    Set<Holding> holdings = new LinkedHashSet<>();
    for (ServentPlan servent : servents) {
      if (!servent.guid().equals(asker)) {
        servent.files().stream()
            .filter(file -> file.matches(words))
            .forEach(file -> holdings.add(new Holding(servent.guid(), file.sha1())));
      }
    }
    return holdings;
  }
}
