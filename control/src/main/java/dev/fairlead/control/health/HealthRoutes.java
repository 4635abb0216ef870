package dev.fairlead.control.health;

import dev.fairlead.control.web.Access;
import dev.fairlead.control.web.Json;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;

/** The health endpoints, as on the data port. */
public final class HealthRoutes implements Routing.HttpService {
  private final Vitals vitals;

  public HealthRoutes(Vitals vitals) {
    this.vitals = vitals;
  }

  /** What is answered. */
  record State(String status, String state) {}

  @Override
  public void add(Routing routing) {
    routing.get("/health", context -> answer(context, vitals.ready()), Access.OPEN_ON_LOOPBACK);
    routing.get("/health/liveness", context -> answer(context, true), Access.OPEN_ON_LOOPBACK);
    routing.get(
        "/health/readiness", context -> answer(context, vitals.ready()), Access.OPEN_ON_LOOPBACK);
    routing.get(
        "/health/startup", context -> answer(context, vitals.started()), Access.OPEN_ON_LOOPBACK);
  }

  private void answer(Context context, boolean good) {
    Json.send(context, good ? 200 : 503, new State(good ? "ok" : "unavailable", vitals.state()));
  }
}
