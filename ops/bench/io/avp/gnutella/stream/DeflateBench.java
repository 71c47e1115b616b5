package io.avp.gnutella.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One step of a connection's deflater: queries that go out together. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeflateBench {
  private static final int ALL = 64 << 10;

  /** Queries of a step: few, or nearly 64 KiB. */
  @Param({"4", "1040"})
  public int frames;

  private final byte[] stream = QueryStream.of(ALL / QueryStream.LENGTH);
  private final ByteBuffer out = ByteBuffer.allocateDirect(ALL + (1 << 10));
  private final Deflating deflating =
      new Deflating(StreamSettings.reference().deflateLevel(), new Counters());

  /** Nanoseconds per step. */
  @Benchmark
  public int step() {
    deflating.deflate(stream, 0, frames * QueryStream.LENGTH, out.clear());
    return out.position();
  }

  /** Frees the deflater. */
  @TearDown
  public void end() {
    deflating.end();
  }
}
