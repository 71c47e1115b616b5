package io.avp.actor;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import java.io.NotSerializableException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import scala.Option;

/** The control message that is most frequent between nodes: eight questions to a query region. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KryoSerializerBench {
  private static final int QUESTIONS = 8;

  private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "bench");
  private final KryoSerializer serializer =
      new KryoSerializer((ExtendedActorSystem) Adapter.toClassic(system));
  private final QueryRegion.AskBatch message = message();
  private final byte[] bytes = serializer.toBinary(message);

  private QueryRegion.AskBatch message() {
    ActorRef<VirtualPeer.Command> asker =
        system.systemActorOf(Behaviors.<VirtualPeer.Command>ignore(), "peer", Props.empty());
    int[] numbers = IntStream.range(1000, 1000 + QUESTIONS).toArray();
    int[] hashes = IntStream.of(numbers).map(number -> number * 0x9E3779B9).toArray();
    return new QueryRegion.AskBatch(
        "node-1-0", new QueryRegion.Questions(17, numbers, hashes, new byte[0], false), asker);
  }

  /** Nanoseconds to make its bytes. */
  @Benchmark
  public byte[] write() {
    return serializer.toBinary(message);
  }

  /** Nanoseconds to make it of its bytes. */
  @Benchmark
  public Object read() throws NotSerializableException {
    return serializer.fromBinary(bytes, Option.empty());
  }

  /** Ends the actor system. */
  @TearDown
  public void end() throws ExecutionException, InterruptedException {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get();
  }
}
