package io.avp.vcc.cache;

import io.avp.gnutella.wire.Guid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** What a node knows of one GUID, for whoever looks. */
public final class HolderFiles {
  /**
   * A file.
   *
   * @param holder who has it
   * @param member true if the holder is a member and has told it itself; false if others have
   * @param record the file, as it came
   * @param ageMinutes since somebody has said that it is there
   */
  public record Entry(Holder holder, boolean member, FileRecord record, int ageMinutes) {
    /** Sorts, and is the same on all nodes: SHA-1, index, who has told it. */
    public String key() {
      return record.sha1().text() + "." + index() + (member ? ".1" : ".0");
    }

    /** The holder's number for the file, 0 to 2^32-1. */
    public long index() {
      return Integer.toUnsignedLong(record.index());
    }

    /** Its length in bytes, 0 to 2^32-1. */
    public long size() {
      return Integer.toUnsignedLong(record.size());
    }
  }

  private HolderFiles() {}

  /**
   * Files of a GUID in the order of their keys. Nodes share them out by the region of their SHA-1:
   * each file is known on most nodes, but listed by one.
   *
   * @param region whether a region is this node's
   */
  public static List<Entry> of(FileStore store, Guid servent, IntPredicate region, long nowMillis) {
    List<Entry> entries = new ArrayList<>();
    int minute = FileStore.minute(nowMillis);
    store.reading().lock();
    try {
      for (Holders.Known known : store.known(servent)) {
        for (int i = 0; !known.gone() && i < known.count(); i++) {
          int holding = known.holding(i);
          FileRecord.of(store.record(holding))
              .filter(r -> region.test(SlotHints.regionOf(FileRecord.urnHash(r.sha1()))))
              .map(r -> entry(known, r, store.age(holding, minute)))
              .ifPresent(entries::add);
        }
      }
    } finally {
      store.reading().unlock();
    }
    entries.sort(Comparator.comparing(Entry::key));
    return entries;
  }

  private static Entry entry(Holders.Known known, FileRecord record, int age) {
    return new Entry(known.holder(), !known.holder().via().isEmpty(), record, age);
  }
}
