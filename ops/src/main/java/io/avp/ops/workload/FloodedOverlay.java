package io.avp.ops.workload;

import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * An unmanaged overlay on real sockets: a connected random graph of servents of 0.4, that flood.
 */
public final class FloodedOverlay implements AutoCloseable {
  private static final int TTL = 7;

  private final List<FloodingServent> servents = new ArrayList<>();
  private final LongAdder sent = new LongAdder();
  private final SplittableRandom random;
  private final List<Set<Integer>> neighbours = new ArrayList<>();
  private int relations;

  /** Opens all ports; nobody has a relation yet. */
  FloodedOverlay(IoShards shards, long seed, int count, double degree, int firstIp)
      throws IOException {
    random = new SplittableRandom(seed);
    SecureRandom ids = new SecureRandom();
    for (int n = 0; n < count; n++) {
      Guid guid = Guid.modern(ids.nextLong(), ids.nextLong());
      servents.add(
          new FloodingServent(firstIp + n, guid, (int) Math.ceil(degree), TTL, shards, sent));
      servents.get(n).start();
      neighbours.add(new HashSet<>());
    }
    connect((int) Math.round(count * degree / 2));
  }

  /** A tree that connects all, and the other relations anywhere. */
  private void connect(int wanted) {
    Set<Set<Integer>> pairs = new HashSet<>();
    for (int n = 1; n < servents.size(); n++) {
      pairs.add(Set.of(n, random.nextInt(n)));
    }
    while (pairs.size() < wanted) {
      int one = random.nextInt(servents.size());
      int other = random.nextInt(servents.size());
      if (one != other) {
        pairs.add(Set.of(one, other));
      }
    }
    relations = pairs.size();
    for (Set<Integer> pair : pairs) {
      List<Integer> ends = pair.stream().sorted().toList();
      neighbours.get(ends.get(0)).add(ends.get(1));
      neighbours.get(ends.get(1)).add(ends.get(0));
      servents.get(ends.get(0)).dial(servents.get(ends.get(1)));
    }
  }

  /** Servents. */
  public int size() {
    return servents.size();
  }

  /** Relations that there are to be. */
  public int relations() {
    return relations;
  }

  /**
   * True if a question is passed on by everybody before its TTL is spent, whoever asks: only then
   * it takes 2E - N + 1 descriptors with N servents and E relations.
   */
  public boolean isCovered() {
    return IntStream.range(0, servents.size()).allMatch(this::reachesAll);
  }

  private boolean reachesAll(int asker) {
    Set<Integer> reached = new HashSet<>(Set.of(asker));
    for (int hop = 1; hop < TTL; hop++) {
      List.copyOf(reached).forEach(servent -> reached.addAll(neighbours.get(servent)));
    }
    return reached.size() == servents.size();
  }

  /** True if all relations are there, at both ends. */
  public boolean isConnected() {
    return servents.stream().mapToInt(FloodingServent::degree).sum() == 2 * relations;
  }

  /** Somebody asks, with a TTL of {@value #TTL}. */
  public void ask(Guid id, String text) {
    servents.get(random.nextInt(servents.size())).ask(id, text, TTL);
  }

  /** Questions that all have sent so far. */
  public long sent() {
    return sent.sum();
  }

  @Override
  public void close() {
    servents.forEach(FloodingServent::stop);
  }
}
