package dev.fairlead.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.control.config.ConfigRoutes;
import dev.fairlead.control.config.Configuration;
import dev.fairlead.control.config.Outcome;
import dev.fairlead.control.connections.ConnectionRoutes;
import dev.fairlead.control.connections.LiveTunnels;
import dev.fairlead.control.execute.Execute;
import dev.fairlead.control.execute.ExecuteSettings;
import dev.fairlead.control.explain.ExplainRoutes;
import dev.fairlead.control.health.HealthRoutes;
import dev.fairlead.control.health.Vitals;
import dev.fairlead.control.limits.LimitRoutes;
import dev.fairlead.control.limits.Limits;
import dev.fairlead.control.logs.LogRoutes;
import dev.fairlead.control.logs.RecentLogs;
import dev.fairlead.control.metrics.Board;
import dev.fairlead.control.metrics.MetricsRoutes;
import dev.fairlead.control.requests.RecentFlows;
import dev.fairlead.control.requests.RequestRoutes;
import dev.fairlead.control.upstreams.UpstreamRoutes;
import dev.fairlead.control.upstreams.Upstreams;
import dev.fairlead.control.web.OpenApi;
import dev.fairlead.control.web.Plane;
import dev.fairlead.control.web.Streams;
import io.avaje.jex.Jex;
import io.avaje.jex.Routing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the interface says what there is: no more, no less. */
final class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private static final ExecuteSettings NOTHING =
      new ExecuteSettings(
          false,
          1,
          Duration.ZERO,
          Duration.ZERO,
          0,
          0,
          0,
          Optional.empty(),
          Map.of(),
          List.of(),
          List.of());

  private static List<Routing.HttpService> features() {
    try (Streams streams = new Streams();
        Execute execute = new Execute(NOTHING, _ -> Optional.empty())) {
      return List.of(
          new OpenApi(),
          new HealthRoutes(new Nobody()),
          new MetricsRoutes(new Board("")),
          new RequestRoutes(new RecentFlows(1, ""), streams),
          new LogRoutes(new RecentLogs(1, ""), streams),
          new ConfigRoutes(new Nobody()),
          new ConnectionRoutes(List::of, new LiveTunnels()),
          new LimitRoutes(new NoLimits()),
          new UpstreamRoutes(new Nobody()),
          execute,
          new ExplainRoutes((_, _, _, _) -> Map.of()));
    }
  }

  /** The same for limits. */
  private static final class NoLimits implements Limits {
    @Override
    public List<Limit> all() {
      return List.of();
    }

    @Override
    public List<Rule> rules() {
      return List.of();
    }

    @Override
    public long keys() {
      return 0;
    }
  }

  /** Answers nothing, because nobody asks. */
  private static final class Nobody implements Vitals, Configuration, Upstreams {
    @Override
    public boolean started() {
      return false;
    }

    @Override
    public boolean ready() {
      return false;
    }

    @Override
    public String state() {
      return "";
    }

    @Override
    public Object view() {
      return "";
    }

    @Override
    public Outcome reload() {
      return new Outcome.Done(List.of());
    }

    @Override
    public Outcome patch(JsonNode patch) {
      return reload();
    }

    @Override
    public List<Target> all() {
      return List.of();
    }

    @Override
    public boolean drain(String id, boolean out) {
      return false;
    }
  }

  private static JsonNode document() throws IOException {
    try (Plane plane = Plane.with(new OpenApi())) {
      var answer = plane.raw("GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(answer.status()).isEqualTo(200);
      return YAMLMapper.builder().build().readTree(answer.text());
    }
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    Set<String> served = new TreeSet<>();
    Routing routing = Jex.create().routing();
    features().forEach(feature -> feature.add(routing));
    for (Routing.Entry entry : routing.handlers()) {
      served.add(entry.getType().name().toLowerCase(Locale.ROOT) + " " + entry.getPath());
    }
    Set<String> described = new TreeSet<>();
    document()
        .path("paths")
        .forEachEntry((path, operations) ->
            operations.forEachEntry((method, _) -> {
              if (METHODS.contains(method)) {
                described.add(method + " " + path);
              }
            }));
    assertThat(described).isEqualTo(served);
  }

  @Test
  void everyOperationSaysWhatItIsAndEveryReferenceLeadsSomewhere() throws IOException {
    JsonNode document = document();
    document
        .path("paths")
        .forEachEntry((path, operations) ->
            operations.forEachEntry((method, operation) ->
                assertThat(operation.path("summary").asString(""))
                    .as(method + " " + path)
                    .endsWith(".")));
    for (JsonNode reference : document.findValues("$ref")) {
      String pointer = reference.asString().substring(1);
      assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
  }
}
