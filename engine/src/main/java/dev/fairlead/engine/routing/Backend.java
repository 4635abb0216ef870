package dev.fairlead.engine.routing;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.message.Targets;
import java.time.Duration;

/**
 * Where a reverse rule sends requests.
 *
 * @param exchanges targets of usual requests
 * @param upgrades the same places, reached so that the connection may leave HTTP
 * @param rewrite what is changed on the way
 * @param firstByte how long the response head may take
 * @param bodyLimit bytes of request body
 */
public record Backend(
    Targets exchanges,
    Targets upgrades,
    Route.Rewrite rewrite,
    Duration firstByte,
    long bodyLimit) {
  Route.Forward route(String rule, Endpoint.Use use) {
    Targets targets = use == Endpoint.Use.HTTP_1 ? upgrades : exchanges;
    return new Route.Forward(Door.REVERSE, rule, targets, rewrite, firstByte, bodyLimit);
  }
}
