package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Shorthand;
import dev.fairlead.app.config.unit.StatusCodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Questions that targets are asked beside the traffic. */
@Shorthand("path")
public record HealthCheck(
    @Key("Path that is asked for; without one, a connection is made and closed.")
        Optional<String> path,
    @Key("Host that is asked for, instead of the target's.") Optional<String> host,
    @Key(value = "Time between two questions.", preset = "10s") Duration interval,
    @Key(value = "Percent by which the interval varies.", preset = "10", zero = "none", max = 100)
        int jitter,
    @Key(value = "Time for an answer.", preset = "2s") Duration timeout,
    @Key(value = "Good answers in a row that bring a target back.", preset = "2", max = 1000)
        int healthy,
    @Key(value = "Bad answers in a row that take a target out.", preset = "3", max = 1000)
        int unhealthy,
    @Key(value = "Status codes that are good answers.", preset = "200-399")
        List<StatusCodes> expect)
    implements Checked {
  @Override
  public void check(Scope scope) {
    if (path.isPresent() && !path.get().matches("/[!-~]*")) {
      scope.error("path", "is not a path", "Write one such as /healthz.");
    }
    if (path.isEmpty() && host.isPresent()) {
      scope.error("host", "is given without path", "Add a path; a connection alone names no host.");
    }
    if (expect.isEmpty() && !scope.isBroken("expect")) {
      scope.error("expect", "is empty, so no answer is good", "Write one such as 200-399.");
    }
  }
}
