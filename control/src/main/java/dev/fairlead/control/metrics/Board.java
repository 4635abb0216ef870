package dev.fairlead.control.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** All metrics of this process. What is read off when it is scraped costs nothing before. */
public final class Board {
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
