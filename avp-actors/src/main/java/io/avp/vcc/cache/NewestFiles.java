package io.avp.vcc.cache;

import io.avp.gnutella.message.HitRecord;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.MalformedException;
import io.avp.gnutella.wire.WireReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers "what's new": the newest files of a node by the time that their records say, of each
 * source at most as many as a servent tells of itself. Looks at all that is known, so its answer is
 * to be cached.
 */
public final class NewestFiles {
  /** As many as a servent tells of itself. */
  public static final int PER_SOURCE = 3;

  /** Times further ahead of ours are not believed, in seconds. */
  private static final long AHEAD = 86_400;

  private record Dated(Holder holder, byte[] record, long seconds) {}

  private NewestFiles() {}

  /**
   * The newest files.
   *
   * @param target most records
   * @param freshMinutes entries that nobody has confirmed for longer do not count
   * @param nowMillis of the store's clock
   * @param nowSeconds since 1970
   */
  public static Found find(
      FileStore store, int target, int freshMinutes, long nowMillis, long nowSeconds) {
    Map<Long, List<Dated>> perSource = new LinkedHashMap<>();
    for (Guid servent : store.holders()) {
      Optional<Offer> offer = store.fresh(servent, freshMinutes, nowMillis);
      offer.ifPresent(
          o -> {
            List<Dated> newest =
                perSource.computeIfAbsent(o.holder().source(), s -> new ArrayList<>());
            o.records().forEach(record -> date(o.holder(), record, nowSeconds, newest));
            newest.sort(Comparator.comparingLong(Dated::seconds).reversed());
            newest.subList(Math.min(PER_SOURCE, newest.size()), newest.size()).clear();
          });
    }
    Map<Holder, List<byte[]>> records = new LinkedHashMap<>();
    perSource.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Dated::seconds).reversed())
        .limit(target)
        .forEach(d -> records.computeIfAbsent(d.holder, h -> new ArrayList<>()).add(d.record));
    List<Offer> offers = new ArrayList<>();
    records.forEach((holder, theirs) -> offers.add(new Offer(holder, theirs)));
    return new Found(offers, List.of(), true);
  }

  private static void date(Holder holder, byte[] raw, long nowSeconds, List<Dated> to) {
    try {
      HitRecord record = HitRecord.read(new WireReader(raw, 0, raw.length));
      record
          .ggep()
          .number("CT")
          .filter(seconds -> seconds > 0 && seconds <= nowSeconds + AHEAD)
          .ifPresent(seconds -> to.add(new Dated(holder, raw, seconds)));
    } catch (MalformedException e) {
      throw new IllegalStateException("a record that was read before", e);
    }
  }
}
