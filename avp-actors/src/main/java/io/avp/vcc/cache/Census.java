package io.avp.vcc.cache;

import java.util.BitSet;

/**
 * Of how many a region knows something.
 *
 * @param files files at holders, each once however many of its words are of the region
 * @param holders who have them
 */
public record Census(int files, int holders) {
  /** Counts; takes as long as there are entries. */
  static Census of(Postings postings, FileStore store) {
    BitSet files = new BitSet();
    BitSet holders = new BitSet();
    store.reading().lock();
    try {
      for (int slot = 0; slot < postings.slots(); slot++) {
        for (int i = 0; i < postings.count(slot); i++) {
          int holding = postings.holding(slot, i);
          files.set(holding);
          holders.set(store.holderOf(holding).number);
        }
      }
    } finally {
      store.reading().unlock();
    }
    return new Census(files.cardinality(), holders.cardinality());
  }
}
