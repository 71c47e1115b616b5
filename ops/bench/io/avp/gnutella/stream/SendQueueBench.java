package io.avp.gnutella.stream;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Frames that must wait because the socket takes no more. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SendQueueBench {
  private static final int FRAMES = 512;
  private static final int STEP = 32 << 10;

  private final byte[] stream = QueryStream.of(FRAMES);
  private final byte[] target = new byte[STEP + QueryStream.LENGTH];
  private final SendQueue queue = new SendQueue(StreamSettings.reference().sendQueueBytes());
  private final SendQueue full = new SendQueue(STEP);

  /** Nanoseconds per query that goes in and comes out. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int offerAndTake() {
    for (int i = 0; i < FRAMES; i++) {
      queue.offer(stream, i * QueryStream.LENGTH, QueryStream.LENGTH, i);
    }
    return queue.take(target, STEP);
  }

  /** Nanoseconds per query that pushes out the oldest one. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int offerToFull() {
    for (int i = 0; i < FRAMES; i++) {
      full.offer(stream, i * QueryStream.LENGTH, QueryStream.LENGTH, i);
    }
    return full.frames();
  }
}
