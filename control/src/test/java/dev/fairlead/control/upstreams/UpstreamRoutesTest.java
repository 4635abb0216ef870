package dev.fairlead.control.upstreams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.control.upstreams.Upstreams.State;
import dev.fairlead.control.web.Plane;
import dev.fairlead.testkit.RawResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UpstreamRoutesTest {
  /** One target that can be taken out. */
  private static final class One implements Upstreams {
    private volatile State state = State.UP;

    @Override
    public List<Target> all() {
      return List.of(new Target("shop", "10.0.0.1:80", state, 3, 17, 1, 2.5, null));
    }

    @Override
    public boolean drain(String pool, String target, boolean out) {
      boolean known = pool.equals("shop") && target.equals("10.0.0.1:80");
      if (known) {
        state = out ? State.DRAINED : State.UP;
      }
      return known;
    }
  }

  @Test
  void targetsAreShownTakenOutAndPutBack() throws IOException {
    String shop = "{\"pool\":\"shop\",\"target\":\"10.0.0.1:80\"}";
    try (Plane plane = Plane.with(new UpstreamRoutes(new One()))) {
      assertThat(plane.get("/api/upstreams").text())
          .isEqualTo(
              "{\"items\":[{\"pool\":\"shop\",\"target\":\"10.0.0.1:80\",\"state\":\"up\","
                  + "\"active\":3,\"requests\":17,\"failures\":1,\"latency_ms\":2.5}]}");
      assertThat(plane.send("POST /api/upstreams/drain", shop).text()).contains("\"drained\"");
      assertThat(plane.get("/api/upstreams").text()).contains("\"drained\"");
      assertThat(plane.send("POST /api/upstreams/enable", shop).text()).contains("\"up\"");
    }
  }

  @Test
  void unknownTargetsAreProblems() throws IOException {
    try (Plane plane = Plane.with(new UpstreamRoutes(new One()))) {
      RawResponse unknown =
          plane.send("POST /api/upstreams/drain", "{\"pool\":\"shop\",\"target\":\"x\"}");
      assertThat(unknown.status()).isEqualTo(404);
      RawResponse half = plane.send("POST /api/upstreams/drain", "{\"pool\":\"shop\"}");
      assertThat(half.status()).isEqualTo(400);
      assertThat(half.text()).contains("\"field\":\"target\"");
    }
  }
}
