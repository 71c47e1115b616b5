package io.avp.vcc.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The words that most questions come with, in bounded memory: a word that is new takes the place of
 * the rarest, and its count (Space-Saving: Metwally, Agrawal, El Abbadi 2005). Every word that came
 * more than total / capacity times is in it. Not safe for several threads.
 */
public final class HotWords {
  /**
   * A word.
   *
   * @param hash as query routing makes it
   * @param text empty if it is not known, or came once only
   * @param count how often it came, at most
   * @param error by how much that may be too high
   */
  public record Entry(int hash, String text, long count, long error) {}

  private final int[] hashes;
  private final String[] texts;
  private final long[] counts;
  private final long[] errors;
  private int size;

  /**
   * No word came yet.
   *
   * @param capacity most words, 1 or more; looking one up takes as long as there are words
   */
  public HotWords(int capacity) {
    hashes = new int[capacity];
    texts = new String[capacity];
    counts = new long[capacity];
    errors = new long[capacity];
  }

  /**
   * A word came.
   *
   * @param text asked for when the word comes again: most words do not, and are not worth it
   */
  public void count(int hash, Supplier<String> text) {
    int rarest = 0;
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        counts[i]++;
        if (texts[i] == null) {
          texts[i] = text.get();
        }
        return;
      }
      rarest = counts[i] < counts[rarest] ? i : rarest;
    }
    int at = size < hashes.length ? size++ : rarest;
    hashes[at] = hash;
    texts[at] = null;
    errors[at] = counts[at];
    counts[at]++;
  }

  /** Halves all counts, so that what was hot once makes way. */
  public void halve() {
    Arrays.setAll(counts, i -> counts[i] / 2);
    Arrays.setAll(errors, i -> errors[i] / 2);
  }

  /** Words now. */
  public int size() {
    return size;
  }

  /** The words, in no order. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      entries.add(new Entry(hashes[i], texts[i] == null ? "" : texts[i], counts[i], errors[i]));
    }
    return entries;
  }
}
