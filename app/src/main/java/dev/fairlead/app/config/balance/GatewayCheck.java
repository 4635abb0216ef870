package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Shorthand;
import dev.fairlead.app.config.unit.HttpUrl;
import dev.fairlead.app.config.unit.StatusCodes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Questions that gateways are asked beside the traffic. */
@Shorthand("url")
public record GatewayCheck(
    @Key("URL that is asked for through the gateway; without one, a connection to it is made.")
        Optional<HttpUrl> url,
    @Key(value = "Time between two questions.", preset = "10s") Duration interval,
    @Key(value = "Percent by which the interval varies.", preset = "10", zero = "none", max = 100)
        int jitter,
    @Key(value = "Time for an answer.", preset = "5s") Duration timeout,
    @Key(value = "Good answers in a row that bring a gateway back.", preset = "2", max = 1000)
        int healthy,
    @Key(value = "Bad answers in a row that take a gateway out.", preset = "3", max = 1000)
        int unhealthy,
    @Key(value = "Status codes that are good answers.", preset = "200-399")
        List<StatusCodes> expect) {}
