package io.avp.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.avp.gnutella.message.DescriptorType;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.wire.Guid;
import io.avp.gnutella.wire.HostAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A cluster of one node with its virtual peers on real sockets, and I/O shards of their own for the
 * servents that talk to them.
 */
final class TestNode implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String SCRATCH = "avp-test";

  /** Of all nodes: servents of two of them must not have one identity. */
  private static final AtomicLong IDS = new AtomicLong(1);

  /** Most servents of tests answer nothing, which is not to be remembered. */
  static final String REMEMBERS = "avp.cache { positive = 1 minute, negative = 1 minute }";

  private static final Set<String> FURTHER =
      Set.of("received", "copies", "originated", "delivered");

  final ActorSystem<Void> system;
  final AvpSettings settings;
  final ShiftedClock clock = new ShiftedClock();
  final IoShards sockets;
  final AvpSystem avp;
  final List<PeerView> peers;

  private TestNode(
      Config config,
      RandomGenerator random,
      Consumer<ActorSystem<?>> before,
      Optional<TestNode> seed) {
    system = ActorSystem.create(Behaviors.empty(), "avp-test", config);
    before.accept(system);
    Cluster cluster = Cluster.get(system);
    cluster
        .manager()
        .tell(
            Join.create(
                seed.map(node -> Cluster.get(node.system)).orElse(cluster).selfMember().address()));
    settings = AvpSettings.from(config);
    avp = AvpSystem.start(system, settings, random, clock, System::currentTimeMillis);
    peers = listening();
    sockets = IoShards.start(system, settings.stream());
  }

  private List<PeerView> listening() {
    try {
      return await(avp.ready());
    } catch (AssertionError e) {
      system.terminate();
      throw e;
    }
  }

  /** Two virtual peers on free ports of 127.0.0.1, and what {@code lines} of HOCON say. */
  static TestNode start(String... lines) throws IOException {
    return start(Files.createTempDirectory(SCRATCH), new Random(7), lines);
  }

  static TestNode start(Path data, RandomGenerator random, String... lines) {
    return new TestNode(config(data, lines), random, system -> {}, Optional.empty());
  }

  /**
   * The same.
   *
   * @param before what is done to the system before the virtual peers start
   */
  static TestNode start(Consumer<ActorSystem<?>> before, String... lines) throws IOException {
    Path data = Files.createTempDirectory(SCRATCH);
    return new TestNode(config(data, lines), new Random(7), before, Optional.empty());
  }

  /**
   * One more node of {@code seed}'s cluster, or the first one of a cluster that sees death soon.
   */
  static TestNode member(Optional<TestNode> seed, String name, String... lines) throws IOException {
    Path data = Files.createTempDirectory(SCRATCH);
    Config config =
        config(
            data,
            "avp.node.name = " + name,
            "akka.cluster.roles = [\"node." + name + "\"]",
            "akka.cluster.failure-detector.heartbeat-interval = 250 ms",
            "akka.cluster.failure-detector.acceptable-heartbeat-pause = 3 s",
            "akka.cluster.split-brain-resolver.stable-after = 2 s",
            "akka.cluster.gossip-interval = 250 ms",
            "akka.cluster.leader-actions-interval = 250 ms",
            "akka.coordinated-shutdown.run-by-actor-system-terminate = off",
            String.join("\n", lines));
    return new TestNode(config, new Random(name.hashCode()), system -> {}, seed);
  }

  /** As the node's start makes it. */
  static Config config(Path data, String... lines) {
    Config base =
        ConfigFactory.parseString(
            """
            akka.loglevel = WARNING
            akka.loggers = ["akka.event.slf4j.Slf4jLogger"]
            akka.logging-filter = "akka.event.slf4j.Slf4jLoggingFilter"
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            akka.cluster.roles = ["node.n1"]
            akka.cluster.jmx.enabled = off
            akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            avp.node.name = n1
            avp.first-port = 0
            avp.peer-count = 2
            avp.gnutella.reachable = ["127.0.0.0/16"]
            avp.gnutella.stream.shards = 2
            avp.gnutella.guid-slots = 16384
            avp.gnutella.dynamic-query.hop-time = 200 ms
            avp.cache.positive = 0
            avp.cache.negative = 0
            """);
    return AvpSettings.layered(
        ConfigFactory.parseString(String.join("\n", lines))
            .withValue("avp.node.data", ConfigValueFactory.fromAnyRef(data.toString()))
            .withFallback(base));
  }

  /** Where servents dial virtual peer {@code i}. */
  HostAddress address(int i) {
    return HostAddress.parse(peers.get(i).address());
  }

  String id(int i) {
    return peers.get(i).id();
  }

  Guid newId() {
    long n = IDS.getAndIncrement();
    return Guid.modern(n << 32 | 0x1234, n);
  }

  /** The account of a virtual peer: counters of a type. */
  Map<String, Long> counters(int i, DescriptorType type) {
    return await(avp.peer(id(i)))
        .orElseThrow()
        .counters()
        .getOrDefault(type.name().toLowerCase(Locale.ROOT), Map.of());
  }

  long counter(int i, DescriptorType type, String name) {
    return counters(i, type).getOrDefault(name, 0L);
  }

  /** The account of a virtual peer is exact. */
  void exact(int i) {
    ledger(i);
    await(avp.peer(id(i)))
        .orElseThrow()
        .counters()
        .forEach(
            (type, fates) -> {
              long sum = 0;
              for (Map.Entry<String, Long> fate : fates.entrySet()) {
                boolean isFate = !FURTHER.contains(fate.getKey());
                sum += isFate ? fate.getValue() : 0;
              }
              if (sum != fates.get("received")) {
                throw new AssertionError(type + " is not exact: " + fates);
              }
            });
  }

  /**
   * The ledger of a virtual peer is exact: what was sent, counted where it leaves, is what its
   * account of descriptors says.
   */
  LedgersView.Row ledger(int i) {
    LedgersView.Row row =
        await(avp.ledger()).peers().stream()
            .filter(one -> one.id().equals(id(i)))
            .findFirst()
            .orElseThrow();
    long sent = 0;
    for (String type : List.of("query", "query_hit", "ping", "pong")) {
      Map<String, Long> counts = row.types().getOrDefault(type, Map.of());
      sent += counts.getOrDefault("copies", 0L) + counts.getOrDefault("originated", 0L);
    }
    if (!row.exact() || sent != row.counters().relayed().descriptors()) {
      throw new AssertionError(sent + " sent, but the ledger has " + row);
    }
    return row;
  }

  /** The node's log of browses. */
  ActorRef<BrowseLedger.Command> browses() {
    return ActorRefResolver.get(system)
        .resolveActorRef(
            Cluster.get(system).selfMember().address() + "/system/" + BrowseLedger.NAME);
  }

  double gauge(String key) {
    return avp.gauges().getOrDefault(key, 0.0);
  }

  /** Waits until a gauge has a value. */
  void awaitGauge(String key, double value) {
    eventually(
        () -> {
          assertEquals(value, gauge(key), key);
          return value;
        });
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Asserts what becomes true by itself, in time. */
  <T> T eventually(Supplier<T> assertion) {
    return within(PATIENCE, assertion);
  }

  /** Asserts what becomes true by itself, in some time. */
  <T> T within(Duration time, Supplier<T> assertion) {
    return TestProbe.create(system).awaitAssert(time, assertion::get);
  }

  /** Its virtual peers know each other and those of other nodes; so many in all. */
  void siblings(int all) {
    eventually(
        () -> {
          if (gauge("siblings") != peers.size() * (all - 1) || gauge("siblings_silent") > 0) {
            throw new AssertionError(
                gauge("siblings") + " siblings, silent: " + gauge("siblings_silent"));
          }
          return all;
        });
  }

  /** Regions have heard all that the virtual peers' members have told so far. */
  void regionsKnow(int peer, int slots) {
    eventually(
        () -> {
          int told = 0;
          for (RegionView region : await(avp.regions(-1, 256)).items()) {
            if (!region.complete()) {
              throw new AssertionError("region " + region.id() + " is incomplete");
            }
            told += region.hints().getOrDefault(id(peer), 0);
          }
          if (told != slots) {
            throw new AssertionError(told + " slots told instead of " + slots);
          }
          return told;
        });
  }

  /** What is kept of members' answers takes note that so many slots have come. */
  void heardOf(int slots) {
    awaitGauge("answers_gained_total", slots);
  }

  @Override
  public void close() {
    sockets.close();
    system.terminate();
    await(system.getWhenTerminated());
    if (settings.data().getFileName().toString().startsWith(SCRATCH)) {
      delete(settings.data());
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + directory, e);
    }
  }
}
