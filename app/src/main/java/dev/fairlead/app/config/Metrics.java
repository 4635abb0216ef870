package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Key;
import java.util.Optional;

/** What is measured. */
public record Metrics(
    @Key(value = "Whether there is anything to scrape under /metrics.", preset = "true")
        boolean enabled,
    @Key(value = "Another name for control.port.", zero = "any free port", max = 65535)
        Optional<Integer> port) {}
