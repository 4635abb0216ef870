package dev.fairlead.engine.routing;

import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Fairlead answers itself.
 *
 * @param names under which it is addressed, besides its own addresses
 * @param open services by path that answer under any Host: health
 * @param control where the control plane listens, or null if there is none; it answers its paths
 *     under our own names only, so that a page that rebinds a name of its own does not reach it
 */
public record Local(
    Set<Host> names, Map<String, Function<RequestHead, Answer>> open, @Nullable Control control) {
  private static final Set<String> CONTROL_PATHS =
      Set.of("/metrics", "/openapi.yaml", "/cli/execute", "/api", "/admin");

  public Local {
    names = Set.copyOf(names);
    open = Map.copyOf(open);
  }

  /** Without a control plane. */
  public Local(Set<Host> names, Map<String, Function<RequestHead, Answer>> open) {
    this(names, open, null);
  }

  /**
   * The control plane, as an upstream.
   *
   * @param endpoint where it listens; named, because own addresses are refused to everybody else
   * @param silence how long it may say nothing
   * @param bodyLimit bytes of request body
   */
  public record Control(Endpoint endpoint, Duration silence, long bodyLimit) {
    private static final Route.Rewrite AS_IT_IS = new Route.Rewrite("", "", false);

    private Route route() {
      return new Route.Forward(
          Door.LOCAL, "control", new OneTarget(endpoint), AS_IT_IS, silence, bodyLimit);
    }
  }

  /** Whether the authority is this very listener, so that a forward request to it is local. */
  boolean isUs(@Nullable Authority authority, Client client) {
    return authority != null
        && authority.portOr(client.tls() == null ? 80 : 443) == client.local().getPort()
        && isOurs(authority.host(), client);
  }

  /** A name of ours, or the very address to which the client has connected. */
  private boolean isOurs(Host host, Client client) {
    return names.contains(host)
        || (host.isAddress() && host.equals(Host.of(client.local().getAddress().getAddress())));
  }

  @Nullable Route find(RequestHead request, Client client) {
    String path = request.path();
    int query = path.indexOf('?');
    String bare = query < 0 ? path : path.substring(0, query);
    Function<RequestHead, Answer> service = open.get(bare);
    if (service != null) {
      return new Route.Local(bare, service);
    }
    return control != null && isControl(bare) && isNamed(request, client) ? control.route() : null;
  }

  private boolean isNamed(RequestHead request, Client client) {
    Authority authority = request.authority();
    return authority != null && isOurs(authority.host(), client);
  }

  private static boolean isControl(String path) {
    if (CONTROL_PATHS.contains(path)) {
      return true;
    }
    int second = path.indexOf('/', 1);
    return second > 0 && isFolder(path.substring(0, second));
  }

  private static boolean isFolder(String start) {
    return start.equals("/api") || start.equals("/admin");
  }
}
