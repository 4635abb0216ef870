package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.StatusCodes;
import java.util.List;

/** When another target is tried; only ever where that cannot do harm. */
public record Retries(
    @Key(
            value = "Attempts after the first, each at another target.",
            preset = "2",
            zero = "none",
            max = 100)
        int attempts,
    @Key("Status codes that are worth it, beside failures; for idempotent requests only.")
        List<StatusCodes> statuses,
    @Key(value = "How many there may be, so that trouble brings no storm.") Budget budget,
    @Key(
            value = "Bytes of a request body that are kept for it.",
            preset = "64KB",
            zero = "requests with a body go once")
        ByteSize replay) {
  /** How many further attempts there may be. */
  public record Budget(
      @Key(
              value = "Percent of the requests of the last ten seconds.",
              preset = "20",
              zero = "none but per_second",
              max = 1000)
          int percent,
      @Key(
              value = "Attempts a second that there may be in any case.",
              preset = "10",
              zero = "none but percent",
              max = 1_000_000)
          int perSecond) {}
}
