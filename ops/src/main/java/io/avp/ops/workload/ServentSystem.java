package io.avp.ops.workload;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.StreamSettings;
import java.io.IOException;
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
                    + "avp.gnutella.stream.shards = 1\n"
                    // All servents stand still when this process does, as those of a real overlay
                    // do not: they must not take each other's pauses for silence.
                    + "avp.gnutella.stream.handshake-timeout = 60 s\n"
                    // They are all of one network.
                    + "avp.gnutella.stream.max-handshaking-per-net = 10000")
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

  /** An unmanaged overlay on them, which is to be closed before they are. */
  public FloodedOverlay flooded(long seed, int servents, double degree, int firstIp)
      throws IOException {
    return new FloodedOverlay(shards, seed, servents, degree, firstIp);
  }

  @Override
  public void close() {
    shards.close();
    system.terminate();
  }
}
