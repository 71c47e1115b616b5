package io.avp.ops.workload;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.StreamSettings;
import java.time.Duration;

/** The actor system and the one I/O shard that all servents of this process run on. */
public final class ServentSystem implements AutoCloseable {
  private final ActorSystem<Void> system;
  private final IoShards shards;

  /** Starts both; the end of the JVM does not wait for them. */
  public ServentSystem() {
    Config config =
        ConfigFactory.parseString(
                "akka { loglevel = WARNING, stdout-loglevel = WARNING, daemonic = on,"
                    + " coordinated-shutdown.run-by-jvm-shutdown-hook = off }\n"
                    + "avp.gnutella.stream.shards = 1")
            .withFallback(ConfigFactory.load());
    system = ActorSystem.create(Behaviors.empty(), "workload", config);
    shards = IoShards.start(system, StreamSettings.from(config));
  }

  /** A workload on them, which is to be closed before they are. */
  public Workload workload(WorkloadSettings settings) {
    return new Workload(system, shards, settings);
  }

  /** Members on them, who are to be closed before they are. */
  public Members members(Population population, GroundTruth truth, Duration patience) {
    return new Members(shards, population, truth, patience);
  }

  @Override
  public void close() {
    shards.close();
    system.terminate();
  }
}
