package dev.fairlead.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class AccessLineTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HOSTILE =
      "/a\"b\\c\r\nd\u0000\u001b[31m\u007f\u0085\u009b e'f\u2028\u00e9\t";

  static Flow flow(String path) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    Client client = new Client(7, address, address, null);
    Flow flow =
        new Flow(client, HttpVersion.HTTP_1_1, "GET", "a.example", path, 0, 1_700_000_000_005L);
    flow.status = 200;
    flow.durationNanos = 1_234_567;
    return flow;
  }

  private static String line(boolean json, Flow flow) {
    String line = new String(new AccessLine(json).of(flow), UTF_8);
    assertThat(line).endsWith("\n");
    return line.substring(0, line.length() - 1);
  }

  @Test
  void aTextLineStaysOneLineWithoutControls() {
    Flow flow = flow(HOSTILE);
    flow.failure = new Failure(Failure.Kind.BAD_REQUEST, "a\n\"b\"");
    String line = line(false, flow);
    assertThat(line.codePoints()).noneMatch(Character::isISOControl).noneMatch(c -> c == 0x2028);
    assertThat(line).endsWith("1.234ms http_request_error \"a?'b'\"");
    assertThat(line).doesNotContain("/a\"b");
  }

  @Test
  void aJsonLineGivesBackExactlyWhatCame() {
    String line = line(true, flow(HOSTILE));
    assertThat(line.codePoints()).noneMatch(Character::isISOControl).noneMatch(c -> c == 0x2028);
    JsonNode node = JSON.readTree(line);
    assertThat(node.get("url").asString()).isEqualTo("http://a.example" + HOSTILE);
    assertThat(node.get("time").asString()).isEqualTo("2023-11-14T22:13:20.005Z");
    assertThat(node.get("duration_ms").asDouble()).isEqualTo(1.234);
  }

  @Test
  void aSpaceInANameDoesNotMoveTheFieldsAfterIt() {
    Flow flow = flow("/");
    flow.identity = "ann of\tb";
    assertThat(line(false, flow)).contains(" ann?of?b 200 GET a.example/ in=0");
  }

  @Test
  void aUrlIsWhatTheClientMeant() {
    Flow secure = flow("/a?b");
    secure.route = forward(Door.FORWARD, true);
    assertThat(url(secure)).isEqualTo("https://a.example/a?b");
    secure.route = forward(Door.REVERSE, true);
    assertThat(url(secure)).isEqualTo("http://a.example/a?b");
    assertThat(url(flow(""))).isEqualTo("a.example");
  }

  @Test
  void theFieldsOfTheOriginalLogAreThere() {
    JsonNode node = JSON.readTree(line(true, flow("/")));
    assertThat(node.propertyNames())
        .contains("client_ip", "method", "url", "status", "duration_ms");
    assertThat(node.get("client_ip").asString()).isEqualTo("127.0.0.1");
  }

  private static String url(Flow flow) {
    return JSON.readTree(line(true, flow)).get("url").asString();
  }

  private static Route forward(Door door, boolean tls) {
    Endpoint endpoint =
        new Endpoint(Host.parse("b.example"), 443, tls, null, Endpoint.Use.HTTP, false);
    return new Route.Forward(door, "r", new OneTarget(endpoint), null, Duration.ofSeconds(1), 0);
  }
}
