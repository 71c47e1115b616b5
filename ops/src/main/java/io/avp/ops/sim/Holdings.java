package io.avp.ops.sim;

import io.avp.ops.sim.Streams.Purpose;
import io.avp.ops.workload.Zipf;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Who shares what: 4 bytes for each file of each peer, twice. */
final class Holdings {
  final Catalogue catalogue;
  private final Table byPeer;
  private final Table byFile;

  /** For each row some numbers: those of row r are from {@code from[r]} on. */
  @SuppressWarnings("ArrayRecordComponent") // changed by nobody
  record Table(int[] from, int[] values) {
    int[] row(int row) {
      return Arrays.copyOfRange(values, from[row], from[row + 1]);
    }
  }

  Holdings(long seed, int peers, Scenario.Content content) {
    catalogue = new Catalogue(seed, Math.multiplyExact(peers, content.filesEach()), content);
    Zipf law = new Zipf(catalogue.files(), content.popularity(), content.popularityShift());
    int[] from = new int[peers + 1];
    int[] files = new int[Math.multiplyExact(peers, content.fewest() * 4)];
    for (int peer = 0; peer < peers; peer++) {
      SplittableRandom random = Streams.of(seed, Purpose.FILES, peer);
      int[] own = draw(random, law, Math.min(count(random, content), catalogue.files() / 4));
      int end = from[peer] + own.length;
      if (end > files.length) {
        files = Arrays.copyOf(files, Math.max(end, files.length + files.length / 2));
      }
      System.arraycopy(own, 0, files, from[peer], own.length);
      from[peer + 1] = end;
    }
    byPeer = new Table(from, Arrays.copyOf(files, from[peers]));
    byFile = inverted(byPeer, catalogue.files());
  }

  /** Draws how many files a peer shares. */
  static int count(SplittableRandom random, Scenario.Content content) {
    if (random.nextDouble() < content.freeRiders()) {
      return 0;
    }
    double drawn =
        content.fewest() * StrictMath.pow(1 - random.nextDouble(), -1 / content.pareto());
    return (int) Math.min(content.most(), drawn);
  }

  /** So many different ones, rising. */
  private static int[] draw(SplittableRandom random, Zipf law, int count) {
    int[] drawn = new int[0];
    while (drawn.length < count) {
      int have = drawn.length;
      drawn = Arrays.copyOf(drawn, count);
      for (int i = have; i < count; i++) {
        drawn[i] = law.draw(random);
      }
      drawn = Arrays.stream(drawn).sorted().distinct().toArray();
    }
    return drawn;
  }

  private static Table inverted(Table table, int rows) {
    int[] from = new int[rows + 1];
    for (int value : table.values) {
      from[value + 1]++;
    }
    Arrays.parallelPrefix(from, Integer::sum);
    int[] values = new int[table.values.length];
    int[] next = Arrays.copyOf(from, rows);
    for (int row = 0; row + 1 < table.from.length; row++) {
      for (int i = table.from[row]; i < table.from[row + 1]; i++) {
        values[next[table.values[i]]++] = row;
      }
    }
    return new Table(from, values);
  }

  int peers() {
    return byPeer.from.length - 1;
  }

  /** The files of a peer, rising. */
  int[] filesOf(int peer) {
    return byPeer.row(peer);
  }

  /** Files of all peers, counted for each. */
  int size() {
    return byPeer.values.length;
  }

  /** The peers, other than the asker, that have some of these files: once for each, rising. */
  int[] holders(int[] files, int asker) {
    return Arrays.stream(files)
        .flatMap(file -> Arrays.stream(byFile.values, byFile.from[file], byFile.from[file + 1]))
        .filter(peer -> peer != asker)
        .sorted()
        .toArray();
  }
}
