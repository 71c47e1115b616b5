package io.avp.actor;

import io.avp.gnutella.wire.MalformedException;
import io.avp.vcc.cache.FileRecord;
import io.avp.vcc.cache.RecordBlock;
import io.avp.vcc.cache.SlotHints;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Which files concern which regions, as a virtual peer writes it and a node reads it. */
final class ByRegion {
  private static final byte[] NONE = {};

  private ByRegion() {}

  /**
   * Appends a file to those of a node, if it concerns regions of it.
   *
   * @param here which regions are meant
   * @param records where the file goes
   * @param regions where their numbers go
   */
  static void add(
      FileRecord file, IntPredicate here, RecordBlock records, ByteArrayOutputStream regions) {
    BitSet concerned = new BitSet(SlotHints.REGIONS);
    for (int key : file.keys()) {
      int region = SlotHints.regionOf(key);
      if (here.test(region)) {
        concerned.set(region);
      }
    }
    // A name of so many words that all regions are concerned has no room for the number.
    int count = Math.min(concerned.cardinality(), SlotHints.REGIONS - 1);
    if (count > 0) {
      records.add(file.raw());
      regions.write(count);
      concerned.stream().limit(count).forEach(regions::write);
    }
  }

  /**
   * Deals the files of members out to their regions.
   *
   * @throws MalformedException if they cannot be read
   */
  static Map<Integer, List<MemberFiles>> of(List<MemberFiles> members) throws MalformedException {
    Map<Integer, List<MemberFiles>> all = new TreeMap<>();
    for (MemberFiles member : members) {
      Map<Integer, RecordBlock> blocks = new HashMap<>();
      int at = 0;
      for (FileRecord file : RecordBlock.read(member.records())) {
        int count = member.regions()[at++] & 0xff;
        for (int i = 0; i < count; i++) {
          int region = member.regions()[at++] & 0xff;
          blocks.computeIfAbsent(region, r -> new RecordBlock()).add(file.raw());
        }
      }
      blocks.forEach(
          (region, block) ->
              all.computeIfAbsent(region, r -> new ArrayList<>())
                  .add(new MemberFiles(member.holder(), block.toByteArray(), NONE)));
    }
    return all;
  }
}
