package io.avp.vcc.cache;

/**
 * Routing words of which regions have said that nobody else has them: no file that they know, no
 * member that would have to be asked. The next query that is routed by one of them need not be put
 * to its region, so that a flood of what nobody has stays where it comes in. Direct-mapped: a word
 * drives out another one of the same cell. 48 KiB once there is one. Not safe for several threads.
 *
 * <p>What a region has said holds as long as {@link AnswerCache#isUnchanged} says, and no longer
 * than the policy's time for a "no".
 */
public final class EmptyWords {
  private static final int CELLS = 1 << 12;
  private static final int[] NONE = {};

  private int[] hashes = NONE;

  /** 0 if nothing is in that cell. */
  private long[] said;

  /**
   * Keeps a word.
   *
   * @param hash its routing hash
   * @param now by {@link AnswerCache#now}
   */
  public void add(int hash, long now) {
    if (hashes.length == 0) {
      hashes = new int[CELLS];
      said = new long[CELLS];
    }
    hashes[cell(hash)] = hash;
    said[cell(hash)] = now;
  }

  /** When it was said that nobody else has a word; 0 if it was not, or is not known any more. */
  public long said(int hash) {
    return hashes.length > 0 && hashes[cell(hash)] == hash ? said[cell(hash)] : 0;
  }

  private static int cell(int hash) {
    return AnswerCache.cell(hash, CELLS);
  }
}
