package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Shorthand;
import dev.fairlead.app.config.unit.HttpUrl;
import java.util.Optional;

/** One of several backends. */
@Shorthand("url")
public record Target(
    @Key("The backend's URL; scheme and path must be the same for all targets of a rule.")
        HttpUrl url,
    @Key(value = "Its part of the requests, compared with the others.", preset = "1", max = 1000)
        int weight,
    @Key(value = "Whether it is used only when no other target is live.", preset = "false")
        boolean backup,
    @Key(value = "Whether it gets nothing new; what it has may finish.", preset = "false")
        boolean drain,
    @Key(
            value =
                "Connections to it, instead of upstream.pool.max_per_target; others are preferred"
                    + " before that.",
            max = 1_000_000)
        Optional<Integer> maxConnections,
    @Key(
            value = "Requests that may wait for one of them, instead of upstream.pool.wait_queue.",
            zero = "none waits",
            max = 1_000_000)
        Optional<Integer> queue) {
  /** The only target of a rule. */
  public static Target of(HttpUrl url) {
    return new Target(url, 1, false, false, Optional.empty(), Optional.empty());
  }
}
