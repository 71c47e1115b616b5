package io.avp.vcc.cache;

/**
 * What a region's holdings change elsewhere. Called while the region learns or forgets, under the
 * lock of its store: it must not wait for anything.
 */
public interface RegionListener {
  /** A file that is new here has the word (or URN) of that hash: a cached "no" is void. */
  void learnt(int hash);
}
