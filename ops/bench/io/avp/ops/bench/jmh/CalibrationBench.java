package io.avp.ops.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Loops that say how fast the machine is at the moment; never to be changed, because stored
 * baselines are ratios to them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CalibrationBench {
  private static final int STEPS = 100;

  /** 128 MiB, more than any cache. */
  private static final int LONGS = 1 << 24;

  private static final long FACTOR = 6_364_136_223_846_793_005L;

  private final long[] memory = new long[LONGS];
  private long state = 1;

  /** Touches every page. */
  @Setup
  public void fill() {
    for (int i = 0; i < LONGS; i++) {
      memory[i] = i * FACTOR;
    }
  }

  /** Registers only: 100 steps, each of which needs the one before. */
  @Benchmark
  public long cpu() {
    long x = state;
    for (int i = 0; i < STEPS; i++) {
      x = (x ^ x >>> 29) * FACTOR + 1;
    }
    state = x;
    return x;
  }

  /** 100 loads from random places, each of which needs the one before. */
  @Benchmark
  public long memory() {
    long x = state;
    for (int i = 0; i < STEPS; i++) {
      x = x * FACTOR + memory[(int) (x >>> 40)] + 1;
    }
    state = x;
    return x;
  }
}
