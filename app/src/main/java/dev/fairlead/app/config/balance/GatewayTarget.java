package dev.fairlead.app.config.balance;

import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Shorthand;
import dev.fairlead.app.config.unit.GatewayUrl;

/** One of several upstream proxies that share one name. */
@Shorthand("url")
public record GatewayTarget(
    @Key("http://, https:// or socks5:// URL, with user:password@ where needed.") GatewayUrl url,
    @Key(value = "Its part of the requests, compared with the others.", preset = "1", max = 1000)
        int weight,
    @Key(value = "Whether it is used only when no other one is live.", preset = "false")
        boolean backup,
    @Key(value = "Whether it gets nothing new; what it has may finish.", preset = "false")
        boolean drain) {}
