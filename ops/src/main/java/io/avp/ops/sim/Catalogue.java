package io.avp.ops.sim;

import io.avp.gnutella.message.Sha1;
import io.avp.ops.sim.Streams.Purpose;
import io.avp.ops.workload.Zipf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * All files that there are, the most popular first, and which have a word. 4 bytes for each word of
 * each file, twice.
 */
final class Catalogue {
  /** Bytes of a file; nobody fetches any. */
  static final int FILE_SIZE = 4 << 20;

  final Words words;
  private final long seed;
  private final int perFile;
  private final int groupWords;
  private final int groups;
  private final Zipf law;

  /** The words of file f from f * perFile on, rising; -1 for none. */
  private final int[] wordsOf;

  /** The files that have word w, from {@code from[w]} on, rising. */
  private final int[] filesOf;

  private final int[] from;

  Catalogue(long seed, int files, Scenario.Content content) {
    this.seed = seed;
    words = new Words(content.vocabulary());
    perFile = content.titleWords() + content.groupWords();
    wordsOf = new int[Math.multiplyExact(files, perFile)];
    law = new Zipf(words.size(), 1, content.wordShift());
    groupWords = content.groupWords();
    groups = Math.max(1, files / content.groupFiles());
    for (int file = 0; file < files; file++) {
      SplittableRandom own = Streams.of(seed, Purpose.NAMES, file);
      int[] group = group(own.nextInt(groups));
      int at = file * perFile;
      System.arraycopy(group, 0, wordsOf, at, group.length);
      for (int i = group.length; i < perFile; i++) {
        wordsOf[at + i] = law.draw(own);
      }
      distinct(at);
    }
    from = new int[words.size() + 1];
    for (int word : wordsOf) {
      from[word + 1] += word < 0 ? 0 : 1;
    }
    Arrays.parallelPrefix(from, Integer::sum);
    filesOf = new int[from[words.size()]];
    int[] next = Arrays.copyOf(from, words.size());
    for (int i = 0; i < wordsOf.length; i++) {
      if (wordsOf[i] >= 0) {
        filesOf[next[wordsOf[i]]++] = i / perFile;
      }
    }
  }

  private int[] group(int group) {
    SplittableRandom random = Streams.of(seed, Purpose.GROUPS, group);
    return IntStream.generate(() -> law.draw(random)).limit(groupWords).toArray();
  }

  /** Each word once; what is too many becomes -1, in front. */
  private void distinct(int at) {
    Arrays.sort(wordsOf, at, at + perFile);
    for (int i = at + perFile - 1; i > at; i--) {
      if (wordsOf[i] == wordsOf[i - 1]) {
        wordsOf[i] = -1;
      }
    }
    Arrays.sort(wordsOf, at, at + perFile);
  }

  int files() {
    return wordsOf.length / perFile;
  }

  /** The words of a file, rising. */
  int[] wordsOf(int file) {
    return Arrays.stream(wordsOf, file * perFile, (file + 1) * perFile)
        .filter(word -> word >= 0)
        .toArray();
  }

  /** The words that all files of its group have, each once. */
  int[] groupWordsOf(int file) {
    int group = Streams.of(seed, Purpose.NAMES, file).nextInt(groups);
    return Arrays.stream(group(group)).distinct().toArray();
  }

  /** The name of a file. */
  String name(int file) {
    StringJoiner name = new StringJoiner(" ", "", ".dat");
    for (int word : wordsOf(file)) {
      name.add(words.text(word));
    }
    return name.toString();
  }

  /** The content of a file, as its address. */
  Sha1 sha1(int file) {
    long bits = Streams.mix(seed ^ file);
    return Sha1.of(
        ByteBuffer.allocate(20).putLong(bits).putLong(Streams.mix(bits)).putInt(file).array());
  }

  /** The files that have all of some words, rising. */
  int[] matching(int[] asked) {
    int rarest = asked[0];
    for (int word : asked) {
      rarest = count(word) < count(rarest) ? word : rarest;
    }
    return IntStream.range(from[rarest], from[rarest + 1])
        .map(i -> filesOf[i])
        .filter(file -> hasAll(file, asked))
        .toArray();
  }

  private int count(int word) {
    return from[word + 1] - from[word];
  }

  private boolean hasAll(int file, int[] asked) {
    for (int word : asked) {
      if (Arrays.binarySearch(wordsOf, file * perFile, (file + 1) * perFile, word) < 0) {
        return false;
      }
    }
    return true;
  }
}
