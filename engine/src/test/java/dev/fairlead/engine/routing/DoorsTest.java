package dev.fairlead.engine.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.exchange.Forwarding;
import dev.fairlead.engine.exchange.Hops;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.RequestHead.Form;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.rules.HostRules;
import dev.fairlead.engine.rules.RouteTable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DoorsTest {
  private static final InetSocketAddress US =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
  private static final Client CLIENT = new Client(1, US, US, null);

  @Test
  void extendedConnectForAnythingButAWebSocketIsRefused() {
    Route route = route("", head(Method.CONNECT, Form.ORIGIN, "/", "a.example", "foo"));
    assertThat(status(route)).isEqualTo(501);
  }

  @Test
  void extendedConnectForAWebSocketGetsAConnectionOfItsOwn() {
    Route route = route("", head(Method.CONNECT, Form.ORIGIN, "/", "a.example", "websocket"));
    assertThat(((OneTarget) ((Route.Forward) route).targets()).endpoint().use())
        .isEqualTo(Endpoint.Use.HTTP_1);
  }

  @Test
  void pathThatCannotBeReadOneWayNeverLeavesABasePath() {
    assertThat(status(route("/app", get("/../admin")))).isEqualTo(400);
    assertThat(status(route("/app", get("/x/..%2fadmin")))).isEqualTo(400);
    assertThat(route("/app", get("/x/../y"))).isInstanceOf(Route.Forward.class);
    assertThat(route("", get("/../admin"))).isInstanceOf(Route.Forward.class);
  }

  @Test
  void connectToAnotherPortIsRefused() {
    RequestHead request = head(Method.CONNECT, Form.AUTHORITY, "", "mail.example:25", null);
    assertThat(status(route("", request))).isEqualTo(403);
  }

  @Test
  void absoluteFormGoesDirectWhereNoRuleNamesTheHost() {
    Route route = route("", head(Method.GET, Form.ABSOLUTE, "/", "a.example", null));
    assertThat(route.door()).isEqualTo(Door.FORWARD);
    assertThat(((OneTarget) ((Route.Forward) route).targets()).endpoint().gateway()).isNull();
  }

  private static int status(Route route) {
    assertThat(route).isInstanceOf(Route.Refused.class);
    return ((Route.Refused) route).failure().status();
  }

  private static RequestHead get(String path) {
    return head(Method.GET, Form.ORIGIN, path, "a.example", null);
  }

  private static RequestHead head(
      Method method, Form form, String path, String authority, @Nullable String protocol) {
    String scheme = form == Form.ABSOLUTE || protocol != null ? "http" : null;
    return new RequestHead(
        method,
        form,
        scheme,
        Authority.parse(authority),
        path,
        protocol == null ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2,
        new Headers(),
        Body.NONE,
        protocol);
  }

  private static Route route(String basePath, RequestHead request) {
    Endpoint backend =
        new Endpoint(Host.parse("backend.example"), 80, false, null, Endpoint.Use.HTTP, true);
    Egress egress =
        new Egress(
            HostRules.NONE,
            List.of(),
            null,
            false,
            port -> port == 443,
            Duration.ofSeconds(1),
            Long.MAX_VALUE);
    Doors doors =
        new Doors(
            new Hops("us", new Forwarding(_ -> false)),
            egress,
            RouteTable.compile(List.of(), problem -> assertThat(problem).isNull()),
            new Backend(
                new OneTarget(backend),
                new OneTarget(backend.forUse(Endpoint.Use.HTTP_1)),
                new Route.Rewrite("", basePath, false),
                Duration.ofSeconds(1),
                10),
            new Local(Set.of(), Map.of()));
    return doors.route(request, CLIENT);
  }
}
