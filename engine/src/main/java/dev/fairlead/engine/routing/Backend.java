package dev.fairlead.engine.routing;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.Route;
import java.time.Duration;

/**
 * Where a reverse rule sends requests.
 *
 * @param endpoint for exchanges; upgrades get their own kind of connection to the same place
 * @param rewrite what is changed on the way
 * @param firstByte how long the response head may take
 * @param bodyLimit bytes of request body
 */
public record Backend(
    Endpoint endpoint, Route.Rewrite rewrite, Duration firstByte, long bodyLimit) {
  Route.Forward route(String rule, Endpoint.Use use) {
    Endpoint to =
        use == endpoint.use()
            ? endpoint
            : new Endpoint(
                endpoint.host(), endpoint.port(), endpoint.tls(), null, use, endpoint.named());
    return new Route.Forward(Door.REVERSE, rule, new OneTarget(to), rewrite, firstByte, bodyLimit);
  }
}
