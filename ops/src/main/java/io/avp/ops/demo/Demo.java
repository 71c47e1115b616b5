package io.avp.ops.demo;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.avp.gnutella.stream.IoShards;
import io.avp.gnutella.stream.StreamSettings;
import io.avp.ops.process.NodeProcess;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.Workload;
import io.avp.ops.workload.WorkloadReport;
import io.avp.ops.workload.WorkloadSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One demonstration from start to end; {@link #close} ends it early and may be called twice. */
final class Demo implements AutoCloseable {
  private static final Duration ATTACH = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long SETTLE_MILLIS = 1000;
  private static final int DOWNLOADS_PER_SERVENT = 1;
  private static final int MAX_FAILURES = 10;

  private final Screen screen;
  private final long seed;
  private final int servents;
  private final DemoNodes nodes = new DemoNodes();
  private final ActorSystem<Void> system;
  private final IoShards shards;
  private Workload workload;
  private boolean closed;

  Demo(Screen screen, long seed, int servents) throws IOException {
    this.screen = screen;
    this.seed = seed;
    this.servents = servents;
    Config config =
        ConfigFactory.parseString(
                "akka { loglevel = WARNING, stdout-loglevel = WARNING, daemonic = on,"
                    + " coordinated-shutdown.run-by-jvm-shutdown-hook = off }\n"
                    + "avp.gnutella.stream.shards = 1")
            .withFallback(ConfigFactory.load());
    system = ActorSystem.create(Behaviors.empty(), "workload", config);
    shards = IoShards.start(system, StreamSettings.from(config));
  }

  /** Runs it and says what was found. */
  Report run(int count, int seconds, int rate) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      NodeProcess node = nodes.add();
      screen.step(
          String.format(
              "node %s is ready after %.1f s: %s, virtual peers %s",
              node.endpoint().node(), node.readySeconds(), node.endpoint().http(), node.peers()));
    }
    workload =
        new Workload(
            system,
            shards,
            new WorkloadSettings(
                seed,
                servents,
                firstIp(),
                nodes.addresses(),
                rate,
                Duration.ofSeconds(seconds),
                rate * seconds,
                PATIENCE,
                servents * DOWNLOADS_PER_SERVENT));
    Report report = new Report("demo");
    if (!workload.attach(ATTACH)) {
      report.failure("not all servents could attach within " + ATTACH.toSeconds() + " s");
    } else if (!nodes.awaitTables(workload.tableFramesSent(), ATTACH)) {
      report.failure("the virtual peers did not take in all query routing tables");
    }
    screen.step(servents + " servents are attached, each on an address of its own");
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    search();
    return figures(report, count, seconds);
  }

  private void search() throws IOException, InterruptedException {
    Thread driver =
        new Thread(
            () -> {
              try {
                workload.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "driver");
    driver.start();
    for (int second = 0; driver.isAlive() && nodes.dead().isEmpty(); second++) {
      screen.draw(
          second, workload.report(), nodes.peers().stream().mapToLong(Accounting::received).sum());
      driver.join(TimeUnit.SECONDS.toMillis(1));
    }
    driver.interrupt();
  }

  private Report figures(Report report, int count, int seconds)
      throws IOException, InterruptedException {
    nodes.dead().forEach(report::failure);
    List<JsonNode> peers = nodes.peers();
    WorkloadReport seen = workload.report();
    List<String> differences =
        peers.stream().flatMap(peer -> Accounting.differences(peer).stream()).toList();
    long links = peers.stream().mapToLong(peer -> peer.path("links").asLong()).sum();
    double saved = Flooding.descriptors(servents, seen.queries()) - seen.queriesOnSockets();
    screen.step(Flooding.explain(servents, seen.queries(), seen.queriesOnSockets()));
    seen.problems().stream().limit(MAX_FAILURES).forEach(p -> screen.step("  note: " + p));
    differences.stream().limit(MAX_FAILURES).forEach(report::failure);
    return report
        .top("nodes", count)
        .top("peers", peers.size())
        .top("links", links)
        .top("queries", seen.queries())
        .top("answerable", seen.answerable())
        .top("recall", seen.recall())
        .top("descriptors_saved", Math.round(saved))
        .figure("recall", Figure.of(seen.recall(), "").must("= 1"))
        .figure("answerable_queries", Figure.of(seen.answerable(), "queries").must(">= 1"))
        .figure("wrong_answers", Figure.of(seen.wrong(), "answers").must("= 0"))
        .figure("query_rate", Figure.of(seen.queries() / (double) seconds, "1/s").must(">= 5"))
        .figure("first_answer_median", Figure.of(seen.firstHitMillisMedian(), "ms"))
        .figure("first_answer_p99", Figure.of(seen.firstHitMillisP99(), "ms"))
        .figure(
            "downloads_failed",
            Figure.of(seen.downloadsTried() - seen.downloadsGood(), "files").must("= 0"))
        .figure("downloads_good", Figure.of(seen.downloadsGood(), "files").must(">= 1"))
        .figure("pushed_downloads_good", Figure.of(seen.pushesGood(), "files").must(">= 1"))
        .figure("servents_attached", Figure.of(seen.attached(), "").must("= " + servents))
        .figure("malformed", Figure.of(seen.malformed(), "descriptors").must("= 0"))
        .figure("accounting_differences", Figure.of(differences.size(), "").must("= 0"))
        .figure(
            "descriptors_received",
            Figure.of(peers.stream().mapToLong(Accounting::received).sum(), "descriptors"))
        .figure("queries_on_sockets", Figure.of(seen.queriesOnSockets(), "descriptors"))
        .figure("descriptors_saved", Figure.of(Math.round(saved), "descriptors"))
        .figure("node_ready", Figure.of(nodes.readySeconds(), "s").must("<= 6"));
  }

  /** Two demonstrations at a time use different addresses: they follow from the process id. */
  private static int firstIp() {
    int pid = (int) ProcessHandle.current().pid();
    return 0x7f40_0001 | (pid >>> 8 & 0x3f) << 16 | (pid & 0xff) << 8;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (workload != null) {
      workload.close();
    }
    nodes.close();
    shards.close();
    system.terminate();
  }
}
