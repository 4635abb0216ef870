package dev.fairlead.engine.upstream.dial.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How names are resolved.
 *
 * @param pins {@code upstream.hosts}: canonical names to addresses, asked before anything else
 * @param servers DNS servers to ask in this order, or empty for those of {@code resolvConf}
 * @param hostsFile read again when it changes; may be absent; null for none
 * @param resolvConf read again when it changes; may be absent
 * @param queryTimeout for one question to one server
 * @param minTtl an answer is kept at least this long, so that a zero does not mean a query each
 *     time
 * @param maxTtl an answer is kept at most this long
 * @param negativeTtl that a name does not exist is remembered at most this long
 * @param cacheSize answers kept at most; the least recently used goes first
 */
public record ResolverSettings(
    Map<String, List<InetAddress>> pins,
    List<InetSocketAddress> servers,
    @Nullable Path hostsFile,
    Path resolvConf,
    Duration queryTimeout,
    Duration minTtl,
    Duration maxTtl,
    Duration negativeTtl,
    int cacheSize) {
  public ResolverSettings {
    pins = Map.copyOf(pins);
    servers = List.copyOf(servers);
  }

  /** The system's files and servers; 2 s per query; 1 s to 5 min of memory, 10 s for a denial. */
  public static ResolverSettings system(
      Map<String, List<InetAddress>> pins, List<InetSocketAddress> servers) {
    return new ResolverSettings(
        pins,
        servers,
        Path.of("/etc/hosts"),
        Path.of("/etc/resolv.conf"),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10),
        10_000);
  }
}
