package io.avp.actor;

import io.avp.gnutella.wire.MalformedException;
import io.avp.vcc.cache.FileRecord;
import io.avp.vcc.cache.RecordBlock;
import io.avp.vcc.cache.RegionPrefixes;
import io.avp.vcc.cache.SlotHints;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Which files concern which regions, as a virtual peer writes it and a node reads it. */
final class ByRegion {
  private static final byte[] NONE = {};

  private final List<MemberFiles> members = new ArrayList<>();
  private final Set<Long> prefixes = new TreeSet<>();

  private ByRegion() {}

  /** Files that have words of the region. */
  List<MemberFiles> members() {
    return members;
  }

  /** Prefixes of the region, with the words that they lead to, each once. */
  long[] prefixes() {
    return prefixes.stream().mapToLong(entry -> entry).toArray();
  }

  /**
   * Appends a file to those of a node, if it concerns regions of it: by its words, or by prefixes
   * of these.
   *
   * @param here which regions are meant
   * @param records where the file goes
   * @param regions where their numbers go
   */
  static void add(
      FileRecord file, IntPredicate here, RecordBlock records, ByteArrayOutputStream regions) {
    BitSet concerned = new BitSet(SlotHints.REGIONS);
    for (int key : file.keys()) {
      concerned.set(SlotHints.regionOf(key));
    }
    for (long prefix : file.prefixes()) {
      concerned.set(regionOf(prefix));
    }
    int[] these = concerned.stream().filter(here).toArray();
    // A name of so many words that all regions are concerned has no room for the number.
    int count = Math.min(these.length, SlotHints.REGIONS - 1);
    if (count > 0) {
      records.add(file.raw());
      regions.write(count);
      for (int i = 0; i < count; i++) {
        regions.write(these[i]);
      }
    }
  }

  private static int regionOf(long prefix) {
    return SlotHints.regionOf(RegionPrefixes.prefix(prefix));
  }

  /**
   * Deals the files of members out to their regions.
   *
   * @throws MalformedException if they cannot be read
   */
  static Map<Integer, ByRegion> of(List<MemberFiles> members) throws MalformedException {
    Map<Integer, ByRegion> all = new TreeMap<>();
    for (MemberFiles member : members) {
      Map<Integer, RecordBlock> blocks = new HashMap<>();
      int at = 0;
      for (FileRecord file : RecordBlock.read(member.records())) {
        BitSet meant = new BitSet(SlotHints.REGIONS);
        int count = member.regions()[at++] & 0xff;
        for (int i = 0; i < count; i++) {
          meant.set(member.regions()[at++] & 0xff);
        }
        for (long prefix : file.prefixes()) {
          if (meant.get(regionOf(prefix))) {
            of(all, regionOf(prefix)).prefixes.add(prefix);
          }
        }
        BitSet words = new BitSet(SlotHints.REGIONS);
        for (int key : file.keys()) {
          words.set(SlotHints.regionOf(key));
        }
        words.and(meant);
        words.stream()
            .forEach(r -> blocks.computeIfAbsent(r, region -> new RecordBlock()).add(file.raw()));
      }
      blocks.forEach(
          (region, block) ->
              of(all, region)
                  .members
                  .add(new MemberFiles(member.holder(), block.toByteArray(), NONE)));
    }
    return all;
  }

  private static ByRegion of(Map<Integer, ByRegion> all, int region) {
    return all.computeIfAbsent(region, r -> new ByRegion());
  }
}
