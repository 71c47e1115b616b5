package io.avp.gnutella.stream;

import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.message.Header;
import io.avp.gnutella.wire.Guid;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cutting a read of 1,040 queries of 63 bytes into frames and copying them into a batch. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FramerBench {
  private static final int FRAMES = 1040;
  private static final int LENGTH = 63;

  /** Bytes that are fed at a time: one frame, or all. */
  @Param({"63", "65520"})
  public int read;

  private final byte[] stream = new byte[FRAMES * LENGTH];
  private final Framer framer = new Framer(null);

  /** Fills the stream. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < FRAMES; i++) {
      Guid id = Guid.modern(random.nextLong(), random.nextLong());
      Header.write(stream, i * LENGTH, id, DescriptorType.QUERY, 3, 1, LENGTH - Header.BYTES);
    }
  }

  /** Nanoseconds per frame. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int feed() {
    Batch batch = new Batch();
    for (int at = 0; at < stream.length; at += read) {
      framer.feed(stream, at, at + read, () -> batch);
    }
    return batch.size();
  }
}
