package io.avp.ops.sim;

import io.avp.gnutella.message.Ggep;
import io.avp.gnutella.message.HitTrailer;
import io.avp.gnutella.qrp.QrpTable;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import io.avp.model.AvpId;
import io.avp.model.Incarnation;
import io.avp.ops.sim.Streams.Purpose;
import io.avp.vcc.cache.FileRecord;
import io.avp.vcc.cache.FileStore;
import io.avp.vcc.cache.Holder;
import io.avp.vcc.cache.HoldingLimits;
import io.avp.vcc.cache.KnownFiles;
import io.avp.vcc.cache.Push;
import io.avp.vcc.cache.RegionHints;
import io.avp.vcc.cache.RegionHoldings;
import io.avp.vcc.cache.SlotHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A realm whose virtual peers have one node each: its members, each of one virtual peer, tell their
 * files, or do not. What is known of them, by whom, and whom a question goes to is decided by the
 * classes that decide in a node.
 */
final class Realm {
  private static final long EPOCH = 1;
  private static final int PORT = 6346;
  private static final int NETWORK_SHIFT = 16;

  final List<AvpId> avps = new ArrayList<>();
  private final Map<AvpId, Integer> numbers = new HashMap<>();
  private final FileStore store = new FileStore(Long.MAX_VALUE, 1);
  private final RegionHoldings[] holdings = new RegionHoldings[SlotHints.REGIONS];
  private final RegionHints[] hints = new RegionHints[SlotHints.REGIONS];
  private final List<SlotHints> slots = new ArrayList<>();

  /** Of members that may have to be asked; null for others. */
  private final QrpTable[] tables;

  private final long seed;
  private final int peers;

  /**
   * A realm.
   *
   * @param peers that are members: the first ones
   */
  Realm(long seed, Holdings files, int peers, Scenario.Realm rules) {
    this.seed = seed;
    this.peers = peers;
    int count = Math.max(1, (peers + rules.links() - 1) / rules.links());
    for (int n = 0; n < count; n++) {
      AvpId avp = new AvpId(String.format(Locale.ROOT, "avp-%04d", n));
      numbers.put(avp, n);
      avps.add(avp);
      slots.add(new SlotHints());
    }
    HoldingLimits standard = HoldingLimits.STANDARD;
    HoldingLimits limits =
        new HoldingLimits(
            rules.sharePercent(),
            standard.regionFloor(),
            standard.answerFloor(),
            standard.freshMinutes(),
            standard.forgetMinutes(),
            standard.maxScanned());
    Arrays.setAll(holdings, r -> new RegionHoldings(r, store, limits, hash -> {}));
    Arrays.setAll(hints, r -> new RegionHints());
    tables = new QrpTable[peers];
    for (int peer = 0; peer < peers; peer++) {
      SplittableRandom random = Streams.of(seed, Purpose.REALM, peer);
      join(files, peer, random, random.nextDouble() >= rules.unbrowsable());
    }
    tellHints();
  }

  private void join(Holdings files, int peer, SplittableRandom random, boolean browsable) {
    int[] own = files.filesOf(peer);
    QrpTable table = Ultrapeers.table(files, peer);
    BitSet asked = SlotHints.project(table.bits(), table::forEachSlot);
    if (browsable && own.length > 0) {
      Holder holder = holder(peer, random);
      List<FileRecord> records = new ArrayList<>(own.length);
      for (int file : own) {
        records.add(FileRecord.of(Sizes.recordBytes(files.catalogue, file)).orElseThrow());
      }
      KnownFiles known = KnownFiles.of(holder, records, asked);
      BitSet refused = tell(holder, records);
      if (!refused.isEmpty()) {
        known = known.refused(asked, refused);
        tables[peer] = table;
      }
      asked = known.askedSlots();
    } else if (!browsable) {
      tables[peer] = table;
    }
    slots.get(avp(peer)).change(peer / avps.size(), new BitSet(), asked);
  }

  /** Regions that refused some. */
  private BitSet tell(Holder holder, List<FileRecord> records) {
    Map<Integer, List<FileRecord>> byRegion = new HashMap<>();
    for (FileRecord record : records) {
      Arrays.stream(record.keys())
          .map(SlotHints::regionOf)
          .distinct()
          .forEach(r -> byRegion.computeIfAbsent(r, region -> new ArrayList<>()).add(record));
    }
    BitSet refused = new BitSet();
    byRegion.forEach(
        (region, some) -> {
          if (holdings[region].add(holder, some, 0) > 0) {
            holdings[region].remove(holder.servent());
            refused.set(region);
          }
        });
    return refused;
  }

  private Holder holder(int peer, SplittableRandom random) {
    int ip = 20 << 24 | random.nextInt(1 << 24);
    return new Holder(
        servent(peer),
        new HostAddress(ip, PORT),
        0,
        Optional.of(HitTrailer.of("SIMU", false, false, false, Ggep.NONE)),
        Push.NOT_NEEDED,
        List.of(avps.get(avp(peer))),
        random.nextInt(1, 400),
        ip >>> NETWORK_SHIFT);
  }

  private void tellHints() {
    List<Incarnation> living = avps.stream().map(avp -> new Incarnation(avp, EPOCH)).toList();
    for (int region = 0; region < hints.length; region++) {
      hints[region].expect(living);
      for (int n = 0; n < avps.size(); n++) {
        hints[region].put(living.get(n), slots.get(n).mask(region), true);
      }
    }
  }

  /** True if a peer is a member. */
  boolean has(int peer) {
    return peer < peers;
  }

  /** Which virtual peer holds a member. */
  int avp(int peer) {
    return peer % avps.size();
  }

  /** The number of a virtual peer. */
  int number(AvpId avp) {
    return numbers.get(avp);
  }

  /** The virtual peer on whose node a region is. */
  int homeOf(int region) {
    return region % avps.size();
  }

  /** GUID of a peer. */
  Guid servent(int peer) {
    return Guid.modern(peer, Streams.mix(seed));
  }

  /** The peer of a GUID. */
  int peer(Guid servent) {
    return (int) servent.high();
  }

  RegionHoldings holdings(int region) {
    return holdings[region];
  }

  RegionHints hints(int region) {
    return hints[region];
  }

  /** Members of a virtual peer that are to be asked because their tables have all the words. */
  int[] candidates(int avp, int slot, int[] hashes) {
    SlotHints of = slots.get(avp);
    int count = of.candidates(slot);
    int[] members = new int[count];
    for (int i = 0; i < count; i++) {
      members[i] = of.candidate(i) * avps.size() + avp;
    }
    return Arrays.stream(members)
        .filter(m -> tables[m] != null && tables[m].matches(hashes, hashes.length))
        .sorted()
        .toArray();
  }
}
