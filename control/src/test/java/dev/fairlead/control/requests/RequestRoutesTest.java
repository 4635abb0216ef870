package dev.fairlead.control.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.control.web.Plane;
import dev.fairlead.control.web.Streams;
import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists, filters, pages and details of recent exchanges. */
final class RequestRoutesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final Client CLIENT =
      new Client(7, new InetSocketAddress(HERE, 4711), new InetSocketAddress(HERE, 80), null);
  private static final Endpoint ORIGIN =
      new Endpoint(Host.parse("origin.example"), 80, false, null, Endpoint.Use.HTTP, false);

  private final RecentFlows recent = new RecentFlows(1 << 20, "p");
  private final Streams streams = new Streams();
  private Plane plane;

  @BeforeEach
  void open() throws IOException {
    plane = Plane.with(new RequestRoutes(recent, streams));
  }

  @AfterEach
  void close() {
    streams.close();
    plane.close();
  }

  private static Flow flow(String method, String authority, String path, int status) {
    Flow flow =
        new Flow(
            CLIENT,
            HttpVersion.HTTP_1_1,
            method,
            authority,
            path,
            System.nanoTime(),
            1_700_000_000_000L);
    flow.status = status;
    flow.route = new Route.Local("rule", _ -> Answer.empty(status));
    flow.durationNanos = 2_500_000;
    return flow;
  }

  private JsonNode get(String path) throws IOException {
    var answer = plane.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return JSON.readTree(answer.text());
  }

  private List<String> paths(String query) throws IOException {
    List<String> paths = new ArrayList<>();
    get("/api/requests" + query)
        .path("items")
        .forEach(item -> paths.add(item.path("path").asString()));
    return paths;
  }

  @Test
  void theNewestComesFirst() throws IOException {
    recent.ended(flow("GET", "a.example", "/1", 200));
    recent.ended(flow("GET", "a.example", "/2", 200));
    JsonNode page = get("/api/requests");
    assertThat(paths("")).containsExactly("/2", "/1");
    assertThat(page.path("newest").asString()).isEqualTo("p-1");
    assertThat(page.has("next_cursor")).isFalse();
    JsonNode first = page.path("items").path(0);
    assertThat(first.path("time").asString()).isEqualTo("2023-11-14T22:13:20.000Z");
    assertThat(first.path("duration_ms").asDouble()).isEqualTo(2.5);
    assertThat(first.path("client").asString()).isEqualTo("127.0.0.1");
    assertThat(first.path("door").asString()).isEqualTo("local");
    assertThat(first.has("error")).isFalse();
  }

  @Test
  void pagesFollowEachOtherWithoutHolesOrRepeats() throws IOException {
    for (int i = 0; i < 10; i++) {
      recent.ended(flow("GET", "a.example", "/" + i, 200));
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get("/api/requests?limit=3" + cursor);
      page.path("items").forEach(item -> seen.add(item.path("path").asString()));
      recent.ended(flow("GET", "a.example", "/later", 200));
      cursor = page.has("next_cursor") ? "&cursor=" + page.path("next_cursor").asString() : "";
    } while (!cursor.isEmpty());
    assertThat(seen).containsExactly("/9", "/8", "/7", "/6", "/5", "/4", "/3", "/2", "/1", "/0");
  }

  @ParameterizedTest
  @CsvSource({
    "status=404, /missing",
    "status=5xx, /broken",
    "method=post, /broken",
    "host=B.example, /missing",
    "path=iss, /missing",
    "failed=true, /broken",
    "min_ms=3, /broken",
    "user=ann, /missing",
    "client=127.0.0.1&status=404, /missing"
  })
  void filtersShowWhatFits(String query, String path) throws IOException {
    Flow missing = flow("GET", "b.example:8080", "/missing", 404);
    missing.identity = "ann";
    Flow broken = flow("POST", "a.example", "/broken", 502);
    broken.failure = new Failure(Failure.Kind.CONNECTION_REFUSED, "nobody listens");
    broken.durationNanos = 3_000_000;
    recent.ended(flow("GET", "a.example", "/fine", 200));
    recent.ended(missing);
    recent.ended(broken);
    assertThat(paths("?" + query)).containsExactly(path);
    assertThat(paths("?" + query + "&door=forward")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit",
    "limit=x, limit",
    "status=6xx, status",
    "door=front, door",
    "failed=yes, failed",
    "cursor=q-1, cursor",
    "colour=red, colour"
  })
  void whatMakesNoSenseIsNamed(String query, String field) throws IOException {
    var answer = plane.get("/api/requests?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"field\":\"" + field + "\"", "remedy");
  }

  @Test
  void aDetailShowsFiltersAttemptsAndWhereTheTimeWent() throws IOException {
    recent.inForce(List.of("access", "limits", "guard"));
    Flow flow = flow("GET", "origin.example", "/", 502);
    Attempt first = new Attempt(null, ORIGIN, 1_000_000);
    first.failure = new Failure(Failure.Kind.CONNECTION_REFUSED, "nobody listens");
    first.endNanos = 2_000_000;
    Attempt second = new Attempt(first, ORIGIN, 2_000_000);
    second.dnsNanos = 100_000;
    second.connectNanos = 400_000;
    second.firstByteNanos = 3_000_000;
    second.endNanos = 4_000_000;
    second.version = HttpVersion.HTTP_1_1;
    second.status = 200;
    flow.attempt = second;
    flow.attempts = 2;
    flow.durationNanos = 4_000_000;
    flow.decidedBy = "limits";
    flow.failure = new Failure(Failure.Kind.DENIED, "enough");
    recent.ended(flow);

    JsonNode detail = get("/api/requests/" + flow.id());
    assertThat(detail.path("id").asString()).isEqualTo(flow.id());
    assertThat(detail.path("filters").toString())
        .isEqualTo(
            "[{\"name\":\"access\",\"verdict\":\"passed\"},"
                + "{\"name\":\"limits\",\"verdict\":\"refused with 502: enough\"}]");
    assertThat(detail.path("tries").size()).isEqualTo(2);
    assertThat(detail.at("/tries/0/error").asString()).isEqualTo("connection_refused");
    assertThat(detail.at("/tries/1/status").asInt()).isEqualTo(200);
    List<String> phases = new ArrayList<>();
    double end = 0;
    for (JsonNode phase : detail.path("timing")) {
      phases.add(phase.path("phase").asString() + phase.path("attempt").asString(""));
      assertThat(phase.path("start_ms").asDouble()).isEqualTo(end);
      end += phase.path("duration_ms").asDouble();
    }
    assertThat(phases)
        .containsExactly("deciding", "waiting1", "dns2", "connect2", "waiting2", "transfer2");
    assertThat(end).isEqualTo(detail.path("duration_ms").asDouble());
    assertThat(get("/api/requests/detail").at("/items/0/tries").size()).isEqualTo(2);
  }

  @Test
  void aRecordShowsTheFiltersOfItsTime() throws IOException {
    recent.inForce(List.of("old"));
    Flow flow = flow("GET", "a.example", "/", 200);
    recent.inForce(List.of("new"));
    recent.ended(flow);
    assertThat(get("/api/requests/" + flow.id()).at("/filters/0/name").asString()).isEqualTo("old");
  }

  @Test
  void unknownIdsAreProblems() throws IOException {
    assertThat(plane.get("/api/requests/0197aaaa-0000-7000-8000-000000000000").status())
        .isEqualTo(404);
    assertThat(plane.get("/api/requests/17").status()).isEqualTo(400);
  }

  @Test
  void memoryStaysWithinTheBudget() {
    RecentFlows small = new RecentFlows(100_000, "p");
    for (int i = 0; i < 1000; i++) {
      small.ended(flow("GET", "a.example", "/" + "x".repeat(8000), 200));
    }
    assertThat(small.bytes()).isBetween(80_000L, 100_000L);
  }
}
