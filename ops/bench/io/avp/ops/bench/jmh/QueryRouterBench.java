package io.avp.ops.bench.jmh;

import io.avp.aol.routing.QueryRouter;
import io.avp.aol.routing.TtlRule;
import io.avp.model.RelationKind;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The decisions about one query: what to do with it, and for 32 neighbours whether they get it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueryRouterBench {
  private static final int NEIGHBOURS = 32;

  private final RelationKind[] kinds = {
    RelationKind.ULTRAPEER, RelationKind.LEAF, RelationKind.LEAF, RelationKind.MESH
  };
  private int ttl;

  /** The intake alone. */
  @Benchmark
  public QueryRouter.Intake intake() {
    return QueryRouter.intake(TtlRule.STANDARD, RelationKind.ULTRAPEER, ++ttl & 7, 1, 40);
  }

  /** One query, 32 neighbours. */
  @Benchmark
  public int copies32() {
    int in = ++ttl & 3;
    int out = TtlRule.STANDARD.relayedTtl(in, 1);
    int copies = 0;
    for (int i = 0; i < NEIGHBOURS; i++) {
      QueryRouter.Copy copy =
          QueryRouter.copy(
              kinds[i & 3], i == 5, 2, out, QueryRouter.NO_HOPS_FLOW, true, (i + in & 7) == 0);
      if (copy == QueryRouter.Copy.SEND) {
        copies++;
      }
    }
    return copies;
  }
}
