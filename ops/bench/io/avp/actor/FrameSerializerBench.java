package io.avp.actor;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A batch of queries between two virtual peers of different nodes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameSerializerBench {
  private static final int LENGTH = 63;

  /** Queries of the batch. */
  @Param({"1", "10", "100"})
  public int frames;

  private final FrameSerializer serializer = new FrameSerializer();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(16 << 10);
  private VirtualPeer.MeshFrames batch;

  /** Makes the batch. */
  @Setup
  public void fill() {
    batch = new VirtualPeer.MeshFrames("node-1-0", 1, 4711, 4710, new byte[frames * LENGTH]);
  }

  /** Nanoseconds per batch: into a buffer as remoting has them, and out of it. */
  @Benchmark
  public Object writeAndRead() {
    serializer.toBinary(batch, buffer.clear());
    return serializer.fromBinary(buffer.flip(), "");
  }
}
