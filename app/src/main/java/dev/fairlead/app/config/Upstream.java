package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Absent;
import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.unit.Addresses;
import dev.fairlead.app.config.unit.Endpoint;
import dev.fairlead.app.config.unit.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How connections to the outside are made. */
public record Upstream(
    @Key("TLS towards origins; certificates are always verified.") Tls tls,
    @Key(value = "Whether HTTP/2 is offered to origins.", preset = "true") boolean http2,
    @Key("Host names pinned to addresses, which are then not asked of any name server.")
        Map<String, List<InetAddress>> hosts,
    @Key("How names are resolved.") Dns dns,
    @Key("Connections that are kept and shared.") Pool pool)
    implements Checked {

  /** TLS towards origins. */
  @Absent(
      value = {"verify", "insecure", "insecure_skip_verify"},
      because = "is not offered: upstream certificates are always verified",
      instead = "Add the issuing CA's PEM file to upstream.tls.ca.")
  public record Tls(
      @Key("PEM files of CAs that are trusted beside the system's.") List<Path> ca,
      @Key("PEM file with a client certificate and its chain.") Optional<Path> cert,
      @Key("PEM file with the client certificate's private key.") Optional<Path> key,
      @Key("Passphrase of that key.") Optional<Secret> keyPassphrase)
      implements Checked {
    @Override
    public void check(Scope scope) {
      for (int i = 0; i < ca.size(); i++) {
        KeyFiles.readable(scope, "ca[" + i + "]", Optional.of(ca.get(i)));
      }
      KeyFiles.pair(scope, cert, key);
      KeyFiles.readable(scope, "cert", cert);
      KeyFiles.readableKey(scope, "key", key);
    }
  }

  /** Name resolution. */
  public record Dns(
      @Key("Name servers to ask; without any, the system's.") List<Endpoint> servers,
      @Key(value = "Whether the system's hosts file counts.", preset = "true") boolean hostsFile,
      @Key(
              value = "Answers are kept at least that long.",
              preset = "0",
              zero = "as long as the answer says")
          Duration minTtl,
      @Key(value = "Answers are kept at most that long.", preset = "1h") Duration maxTtl,
      @Key(value = "For an answer.", preset = "5s") Duration timeout)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (minTtl.compareTo(maxTtl) > 0
          && !scope.isBroken("min_ttl")
          && !scope.isBroken("max_ttl")) {
        scope.error("min_ttl", "is longer than max_ttl", "Lower it, or raise max_ttl.");
      }
    }
  }

  /** Pooled connections. */
  public record Pool(
      @Key(value = "Most connections to one target.", preset = "512", max = 100_000)
          int maxPerTarget,
      @Key(
              value = "Most idle connections kept to one target.",
              preset = "64",
              zero = "none is kept",
              max = 100_000)
          int maxIdlePerTarget,
      @Key(value = "For an idle connection before it is closed.", preset = "60s")
          Duration idleTimeout,
      @Key(
              value = "Most exchanges that wait for a connection to one target.",
              preset = "1024",
              zero = "nobody waits",
              max = 1_000_000)
          int waitQueue,
      @Key(value = "For an exchange that waits.", preset = "10s") Duration waitTimeout,
      @Key(
              value = "Most concurrent streams on one HTTP/2 connection to an origin.",
              preset = "100",
              max = 10_000)
          int maxStreams) {}

  @Override
  public void check(Scope scope) {
    hosts.forEach((name, addresses) -> {
      KeyPath path = KeyPath.of("hosts").key(name);
      if (!Addresses.isHost(name)) {
        scope.error(path, "is not a host name", "Write a bare name such as db.internal.");
      } else if (addresses.isEmpty() && !scope.isBroken("hosts")) {
        scope.error(path, "is pinned to no address", "Write at least one.");
      }
    });
  }
}
