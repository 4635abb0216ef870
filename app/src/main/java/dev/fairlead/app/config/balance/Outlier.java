package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.StatusCodes;
import java.time.Duration;
import java.util.List;

/** When a target is taken out for a while because of how it answers. */
public record Outlier(
    @Key(value = "Failures in a row that take it out.", preset = "5", zero = "never", max = 10_000)
        int failures,
    @Key(
            value = "Status codes that count as failures, beside broken connections and time-outs.",
            preset = "502, 503, 504")
        List<StatusCodes> statuses,
    @Key(
            value = "How long it is out the first time; each further time is longer by that.",
            preset = "30s")
        Duration ejection,
    @Key(value = "How long it is out at most.", preset = "5m") Duration maxEjection,
    @Key(
            value = "Percent of the targets that may be out at a time, one at least.",
            preset = "50",
            max = 100)
        int maxEjected)
    implements Checked {
  @Override
  public void check(Scope scope) {
    if (maxEjection.compareTo(ejection) < 0) {
      scope.error("max_ejection", "is shorter than ejection", "Make it at least as long.");
    }
  }
}
