package io.avp.node.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of a node in the text format of Prometheus. */
public final class NodeMetrics implements AutoCloseable {
  /** Series of the node's own numbers; more are not taken, so that no name can flood a store. */
  static final int SERIES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(NodeMetrics.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Supplier<Map<String, Double>> source;
  private final Set<String> known = new HashSet<>();
  private final AtomicLong errors = new AtomicLong();
  private volatile Map<String, Double> numbers = Map.of();

  /**
   * Over the numbers of a node.
   *
   * @param source read at each scrape; cheap
   * @param version of this build
   */
  public NodeMetrics(Supplier<Map<String, Double>> source, String version) {
    this.source = source;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
    // Not by Micrometer, which takes the ending of the name away.
    Info.builder()
        .name(MetricName.BUILD_INFO.text())
        .help(MetricName.BUILD_INFO.help())
        .labelNames(MetricName.BUILD_INFO.tag())
        .register(registry.getPrometheusRegistry())
        .addLabelValues(version);
    FunctionCounter.builder(MetricName.SCRAPE_ERRORS.text(), errors, AtomicLong::get)
        .description(MetricName.SCRAPE_ERRORS.help())
        .register(registry);
  }

  /** All series now. */
  public synchronized String scrape() {
    try {
      numbers = Map.copyOf(source.get());
      numbers.keySet().forEach(this::add);
    } catch (RuntimeException e) {
      // The JVM's own numbers are wanted most when the node's cannot be read.
      errors.incrementAndGet();
      LOG.warn("cannot read the numbers of the node", e);
    }
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }

  private void add(String key) {
    if (known.size() >= SERIES || !known.add(key)) {
      return;
    }
    Series series = Series.of(key);
    if (series.metric().counter()) {
      FunctionCounter.builder(series.name(), this, metrics -> metrics.value(key))
          .description(series.metric().help())
          .tags(series.tags())
          .register(registry);
    } else {
      Gauge.builder(series.name(), this, metrics -> metrics.value(key))
          .description(series.metric().help())
          .tags(series.tags())
          .register(registry);
    }
  }

  private double value(String key) {
    if (key.equals("sockets_open")) {
      // The node counts every living socket there; states of one metric must not overlap.
      return Math.max(0, number(key) - number("sockets_handshaking"));
    }
    return number(key);
  }

  private double number(String key) {
    return numbers.getOrDefault(key, 0.0);
  }
}
