package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import java.time.Duration;

/** When all targets together are left alone, and requests refused at once. */
public record CircuitBreaker(
    @Key(
            value = "Percent of attempts within the window that have failed.",
            preset = "50",
            max = 100)
        int failures,
    @Key(value = "Attempts within the window before it may open.", preset = "20", max = 1_000_000)
        int minAttempts,
    @Key(value = "Time over which attempts are counted, one second at least.", preset = "10s")
        Duration window,
    @Key(value = "How long requests are refused before one may try.", preset = "10s") Duration open)
    implements Checked {
  @Override
  public void check(Scope scope) {
    if (window.compareTo(Duration.ofSeconds(1)) < 0) {
      scope.error("window", "is shorter than a second", "Write 1s or more.");
    }
  }
}
