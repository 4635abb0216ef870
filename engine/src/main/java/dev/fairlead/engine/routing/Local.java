package dev.fairlead.engine.routing;

import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Fairlead answers itself.
 *
 * @param names under which it is addressed, besides its own addresses
 * @param open services by path that answer under any Host: health
 */
public record Local(Set<Host> names, Map<String, Function<RequestHead, Answer>> open) {
  public Local {
    names = Set.copyOf(names);
    open = Map.copyOf(open);
  }

  /** Whether the authority is this very listener, so that a forward request to it is local. */
  boolean isUs(@Nullable Authority authority, Client client) {
    if (authority == null) {
      return false;
    }
    int port = client.local().getPort();
    return authority.portOr(client.tls() == null ? 80 : 443) == port
        && (names.contains(authority.host())
            || authority.host().text().equals(client.local().getAddress().getHostAddress()));
  }

  Route.@Nullable Local find(RequestHead request) {
    String path = request.path();
    int query = path.indexOf('?');
    String bare = query < 0 ? path : path.substring(0, query);
    Function<RequestHead, Answer> service = open.get(bare);
    return service == null ? null : new Route.Local(bare, service);
  }
}
