package io.avp.ops.demo;

import io.avp.ops.process.NodeProcess;
import io.avp.ops.report.Figure;
import io.avp.ops.report.Report;
import io.avp.ops.workload.ServentSystem;
import io.avp.ops.workload.Workload;
import io.avp.ops.workload.WorkloadSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One demonstration from start to end; {@link #close} ends it early and may be called twice. */
final class Demo implements AutoCloseable {
  private static final Duration ATTACH = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int DOWNLOADS_PER_SERVENT = 1;

  private final Screen screen;
  private final long seed;
  private final int servents;
  private final DemoNodes nodes = new DemoNodes();
  private final ServentSystem system = new ServentSystem();
  private Workload workload;
  private boolean mended;
  private boolean closed;

  Demo(Screen screen, long seed, int servents) throws IOException {
    this.screen = screen;
    this.seed = seed;
    this.servents = servents;
  }

  /** Runs it and says what was found. */
  Report run(int count, int seconds, int rate, Optional<NodeLoss.Victim> victim)
      throws IOException, InterruptedException {
    nodes.start(count);
    for (NodeProcess node : nodes.all()) {
      screen.step(
          String.format(
              "node %s is ready after %.1f s: %s, virtual peers %s",
              node.name(), node.readySeconds(), node.endpoint().http(), node.peers()));
    }
    Optional<NodeLoss> loss =
        victim.isPresent() ? Optional.of(NodeLoss.of(nodes, victim.get())) : Optional.empty();
    workload =
        system.workload(
            new WorkloadSettings(
                seed,
                servents,
                firstIp(),
                nodes.ultrapeers(),
                loss.map(NodeLoss::site).orElse(-1),
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
    search(seconds, loss);
    nodes.dead().forEach(report::failure);
    DemoFigures figures =
        new DemoFigures(screen, report, workload.report(), nodes.peers(), nodes.ledger());
    figures.workload(count, servents, seconds, loss.isPresent());
    if (loss.isPresent()) {
      mend(loss.get());
      figures.loss(loss.get());
    }
    figures.ready(count, nodes.readySeconds());
    end(report);
    return report;
  }

  private void search(int seconds, Optional<NodeLoss> loss)
      throws IOException, InterruptedException {
    Thread driver = workload.driver();
    driver.start();
    long started = System.nanoTime();
    while (driver.isAlive() && nodes.dead().isEmpty()) {
      int second = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
      if (loss.isPresent() && second >= seconds / 2) {
        watch(loss.get(), second);
      }
      Screen.Realm realm = Screen.Realm.of(nodes.left().size(), nodes.peers(), nodes.saved());
      screen.draw(second, workload.report(), realm);
      driver.join(TimeUnit.SECONDS.toMillis(1));
    }
    driver.interrupt();
  }

  private void watch(NodeLoss loss, int second) throws IOException, InterruptedException {
    if (!loss.hasHappened()) {
      screen.say("  " + second + " s: kill -9 of node " + loss.name());
      loss.happen();
    } else if (!mended && loss.isMended()) {
      mended = true;
      screen.say(String.format("  its virtual peers live elsewhere after %.1f s", loss.seconds()));
    }
  }

  private static void mend(NodeLoss loss) throws IOException, InterruptedException {
    while (!loss.isMended() && loss.seconds() <= DemoFigures.MENDED_SECONDS) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private void end(Report report) throws InterruptedException {
    long started = System.nanoTime();
    workload.close();
    nodes.end().forEach(report::failure);
    report.figure(
        "shutdown", Figure.of((System.nanoTime() - started) / 1e9, "s").must("<= 10").aim("<= 5"));
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
    system.close();
  }
}
