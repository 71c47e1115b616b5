package io.avp.vcc.cache;

import io.avp.gnutella.wire.Guid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** All regions on one node, wired as the actors wire them; one entry per region. */
final class Realm {
  final FileStore store = new FileStore(1L << 30, 4711);
  private final RegionHoldings[] regions = new RegionHoldings[SlotHints.REGIONS];
  private final RegionPrefixes[] prefixes = new RegionPrefixes[SlotHints.REGIONS];
  long nowMillis = 1_000_000;

  Realm(HoldingLimits limits) {
    Arrays.setAll(regions, r -> new RegionHoldings(r, store, limits, hash -> {}));
    Arrays.setAll(prefixes, r -> new RegionPrefixes(1 << 20));
  }

  RegionHoldings region(int hash) {
    return regions[SlotHints.regionOf(hash)];
  }

  void add(Holder holder, List<FileRecord> records) {
    tellPrefixes(records);
    for (RegionHoldings region : regions) {
      assertNone(region.add(holder, records, nowMillis));
    }
  }

  void replace(Holder holder, List<FileRecord> records) {
    tellPrefixes(records);
    for (RegionHoldings region : regions) {
      assertNone(region.replace(holder, records, nowMillis));
    }
  }

  private void tellPrefixes(List<FileRecord> records) {
    for (FileRecord record : records) {
      for (long prefix : record.prefixes()) {
        prefixes[SlotHints.regionOf(RegionPrefixes.prefix(prefix))].add(prefix);
      }
    }
  }

  private static void assertNone(int refused) {
    if (refused != 0) {
      throw new AssertionError(refused + " records were refused");
    }
  }

  void remove(Guid servent) {
    for (RegionHoldings region : regions) {
      region.remove(servent);
    }
  }

  int entries() {
    return Arrays.stream(regions).mapToInt(region -> region.gauges().entries()).sum();
  }

  long bytes() {
    return store.gauges().bytes()
        + Arrays.stream(regions).mapToLong(region -> region.gauges().bytes()).sum()
        + Arrays.stream(prefixes).mapToLong(RegionPrefixes::bytes).sum();
  }

  Found find(Question question, int target) {
    int hash = question.routingHash();
    List<Found> parts = new ArrayList<>();
    parts.add(region(hash).find(question, hash, target, 0, nowMillis));
    for (int word : prefixes[SlotHints.regionOf(hash)].words(hash).hashes()) {
      parts.add(region(word).find(question, word, target, 0, nowMillis));
    }
    return Found.merged(parts);
  }

  /** Everything that is answered, as text. */
  Set<String> ask(Question question) {
    Set<String> answers = new HashSet<>();
    for (Offer offer : find(question, 1 << 20).offers()) {
      offer.records().forEach(r -> answers.add(text(offer.holder().servent(), r)));
    }
    return answers;
  }

  static String text(Guid servent, byte[] record) {
    return servent + " " + HexFormat.of().formatHex(record);
  }
}
