package dev.fairlead.control.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** All metrics of this process. What is read off when it is scraped costs nothing before. */
public final class Board {
  private static final double[] SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();

  /** Takes the values of a metric with labels, one call for each series. */
  @FunctionalInterface
  public interface Series {
    void is(double value, String... labels);
  }

  /**
   * Begins with the JVM's own metrics.
   *
   * @param version of the program, for {@code fairlead_build_info}
   */
  public Board(String version) {
    JvmMetrics.builder().register(registry);
    gauges(
        "fairlead_build_info",
        "The version that runs; always 1.",
        List.of("version"),
        series -> series.is(1, version));
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** A counter that is added to as things happen; {@code _total} follows its name. */
  Counter counting(String name, String help, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }

  /** Durations, by labels. */
  Histogram histogram(String name, String help, String... labels) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .withoutExemplars()
        .register(registry);
  }

  /** Durations of one kind. */
  DistributionDataPoint timing(String name, String help) {
    return histogram(name, help).labelValues();
  }

  /** A number that goes up and down. */
  public Board gauge(String name, String help, DoubleSupplier value) {
    return gauges(name, help, List.of(), series -> series.is(value.getAsDouble()));
  }

  /** Numbers that go up and down, told apart by labels. */
  public Board gauges(String name, String help, List<String> labels, Consumer<Series> values) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(callback -> values.accept(callback::call))
        .register(registry);
    return this;
  }

  /** A number that only grows; its name ends in {@code _total}. */
  public Board counter(String name, String help, LongSupplier value) {
    return counters(name, help, List.of(), series -> series.is((double) value.getAsLong()));
  }

  /** Numbers that only grow, told apart by labels. */
  public Board counters(String name, String help, List<String> labels, Consumer<Series> values) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(callback -> values.accept(callback::call))
        .register(registry);
    return this;
  }
}
