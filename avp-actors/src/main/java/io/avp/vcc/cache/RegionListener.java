package io.avp.vcc.cache;

/**
 * What a region's holdings change elsewhere. Called while the region learns or forgets, under the
 * lock of its store: it must not wait for anything.
 */
public interface RegionListener {
  /** A file that is new here has the word (or URN) of that hash: a cached "no" is void. */
  void learnt(int hash);

  /**
   * Some file has the word now, and query tables have that prefix of it. The region of the prefix
   * is to know it (see {@link RegionPrefixes}); telling it twice, or taking back what was not told,
   * harms nothing.
   */
  void told(int prefixHash, int wordHash);

  /** No file has the word any more. */
  void takenBack(int prefixHash, int wordHash);
}
