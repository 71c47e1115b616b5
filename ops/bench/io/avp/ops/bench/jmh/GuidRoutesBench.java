package io.avp.ops.bench.jmh;

import io.avp.aol.routing.GuidRoutes;
import io.avp.aol.routing.Seen;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The largest table of message ids, much larger than the cache, both generations in use. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuidRoutesBench {
  private static final int SLOTS = 1 << 22;
  private static final int KNOWN = 1 << 21;
  private static final int BATCH = 64;
  private static final long RETENTION = Long.MAX_VALUE / 4;

  private final GuidRoutes routes = new GuidRoutes(SLOTS, RETENTION, 1, 4711);
  private final SplittableRandom random = new SplittableRandom(1);
  private final long[] known = new long[KNOWN];
  private final long[] batch = new long[BATCH];
  private int next;

  /** Fills one generation and half of the other. */
  @Setup
  public void fill() {
    for (int i = 0; i < SLOTS; i++) {
      long id = random.nextLong();
      known[i & KNOWN - 1] = id;
      routes.insert(id, ~id, GuidRoutes.QUERY, 1, 3, 0);
    }
  }

  /** A query that is new. */
  @Benchmark
  public Seen insertNew() {
    long id = random.nextLong();
    return routes.insert(id, ~id, GuidRoutes.QUERY, 1, 3, 0);
  }

  /** A query that has come before. */
  @Benchmark
  public Seen insertDuplicate() {
    long id = known[next++ & KNOWN - 1];
    return routes.insert(id, ~id, GuidRoutes.QUERY, 1, 3, 0);
  }

  /** Queries that are new, touched 64 at a time before they are looked up. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long insertNewTouched() {
    for (int i = 0; i < BATCH; i++) {
      batch[i] = random.nextLong();
    }
    return insertTouched();
  }

  /** Queries that have come before, touched 64 at a time before they are looked up. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public long insertDuplicateTouched() {
    for (int i = 0; i < BATCH; i++) {
      batch[i] = known[next++ & KNOWN - 1];
    }
    return insertTouched();
  }

  private long insertTouched() {
    long sum = 0;
    for (long id : batch) {
      sum += routes.touch(routes.key(id, ~id, GuidRoutes.QUERY));
    }
    for (long id : batch) {
      sum += routes.insert(id, ~id, GuidRoutes.QUERY, 1, 3, 0).ordinal();
    }
    return sum;
  }

  /** The way back of a hit. */
  @Benchmark
  public int lookup() {
    long id = known[next++ & KNOWN - 1];
    return routes.lookup(id, ~id, GuidRoutes.QUERY, 0);
  }
}
