package dev.fairlead.control.config;

import dev.fairlead.control.web.Json;
import dev.fairlead.control.web.Problem;
import dev.fairlead.control.web.Query;
import dev.fairlead.control.web.Refused;
import io.avaje.jex.Routing;
import io.avaje.jex.http.Context;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Shows, reloads and changes the configuration. */
public final class ConfigRoutes implements Routing.HttpService {
  private final Configuration configuration;

  public ConfigRoutes(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public void add(Routing routing) {
    routing.get("/api/config", this::show);
    routing.patch("/api/config", this::patch);
    routing.post("/api/config/reload", this::reload);
  }

  /** A change that is in force. */
  record Changed(String status, List<Fault> remarks) {}

  private void show(Context context) {
    Query.of(context, Set.of());
    Json.send(context, configuration.view());
  }

  private void reload(Context context) {
    answer(context, "reloaded", configuration.reload());
  }

  private void patch(Context context) {
    JsonNode patch = Json.body(context);
    if (!patch.isObject()) {
      throw new Refused(
          400, null, "a patch is an object", "Send keys and values: {\"logging\":{\"level\":…}}.");
    }
    answer(context, "patched", configuration.patch(patch));
  }

  private static void answer(Context context, String word, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> Json.send(context, new Changed(word, done.remarks()));
      case Outcome.Rejected rejected ->
          throw new Refused(
              Problem.of(
                  422,
                  rejected.reason(),
                  "Correct what is listed; the configuration before stays in force.",
                  rejected.problems()));
    }
  }
}
