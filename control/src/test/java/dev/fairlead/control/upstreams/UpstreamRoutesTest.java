package dev.fairlead.control.upstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.control.web.Plane;
import dev.fairlead.testkit.RawResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class UpstreamRoutesTest {
  private static final String WEB = "http://10.0.0.1:80";

  /** Two pools that share one target, which can be taken out of each. */
  private static final class Two implements Upstreams {
    private final Map<String, State> states = new ConcurrentHashMap<>();

    private Target target(String id, String pool) {
      State state = states.getOrDefault(id, State.UP);
      return new Target(id, pool, WEB, state, 2, false, 3, 17, 1, 0, 2.5, null);
    }

    @Override
    public List<Target> all() {
      return List.of(target("1a", "shop"), target("2b", "desk"));
    }

    @Override
    public boolean drain(String id, boolean out) {
      states.put(id, out ? State.DRAINED : State.UP);
      return true;
    }

    private String states() {
      return all().stream().map(each -> each.state().name()).collect(Collectors.joining(" "));
    }
  }

  private final Two two = new Two();

  @Test
  void targetsAreShown() throws IOException {
    try (Plane plane = Plane.with(new UpstreamRoutes(two))) {
      assertThat(plane.get("/api/upstreams").text())
          .startsWith(
              "{\"items\":[{\"id\":\"1a\",\"pool\":\"shop\",\"target\":\"http://10.0.0.1:80\","
                  + "\"state\":\"up\",\"weight\":2,\"backup\":false,\"active\":3,"
                  + "\"requests\":17,\"failures\":1,\"retries\":0,\"latency_ms\":2.5},{");
    }
  }

  @Test
  void oneIsTakenOutByItsIdOrByItsPool() throws IOException {
    try (Plane plane = Plane.with(new UpstreamRoutes(two))) {
      String text = plane.send("POST /api/upstreams/drain", "{\"target\":\"2b\"}").text();
      assertThat(text).contains("\"drained\"");
      assertThat(two.states()).isEqualTo("UP DRAINED");
      plane.send("POST /api/upstreams/enable", "{\"target\":\"2b\"}");
      assertThat(two.states()).isEqualTo("UP UP");
      plane.send("POST /api/upstreams/drain", "{\"target\":\"" + WEB + "\",\"pool\":\"shop\"}");
      assertThat(two.states()).isEqualTo("DRAINED UP");
    }
  }

  @Test
  void aUrlMeansTheTargetWhereverItIs() throws IOException {
    try (Plane plane = Plane.with(new UpstreamRoutes(two))) {
      plane.send("POST /api/upstreams/drain", "{\"target\":\"" + WEB + "\"}");
      assertThat(two.states()).isEqualTo("DRAINED DRAINED");
    }
  }

  @Test
  void unknownTargetsAreProblems() throws IOException {
    try (Plane plane = Plane.with(new UpstreamRoutes(two))) {
      assertThat(plane.send("POST /api/upstreams/drain", "{\"target\":\"x\"}").status())
          .isEqualTo(404);
      RawResponse elsewhere =
          plane.send("POST /api/upstreams/drain", "{\"pool\":\"x\",\"target\":\"1a\"}");
      assertThat(elsewhere.status()).isEqualTo(404);
      RawResponse none = plane.send("POST /api/upstreams/drain", "{\"pool\":\"shop\"}");
      assertThat(none.status()).isEqualTo(400);
      assertThat(none.text()).contains("\"field\":\"target\"");
      assertThat(two.states()).isEqualTo("UP UP");
    }
  }
}
