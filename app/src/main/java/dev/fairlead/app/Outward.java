package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Egress.Private;
import dev.fairlead.app.config.Security;
import dev.fairlead.app.config.Upstream;
import dev.fairlead.engine.Engine;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.rules.HostRules;
import dev.fairlead.engine.upstream.dial.Dialer;
import dev.fairlead.engine.upstream.dial.NameCheck;
import dev.fairlead.engine.upstream.dial.dns.Resolver;
import dev.fairlead.engine.upstream.dial.dns.ResolverSettings;
import dev.fairlead.engine.upstream.dial.guard.AddressGuard;
import dev.fairlead.engine.upstream.dial.guard.Destinations;
import dev.fairlead.engine.upstream.dial.guard.GuardPolicy;
import dev.fairlead.engine.upstream.dial.guard.SelfCheck;
import dev.fairlead.engine.upstream.dial.tls.TlsSettings;
import dev.fairlead.engine.upstream.dial.tls.UpstreamTls;
import dev.fairlead.engine.upstream.pool.Pool;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the assembly that reaches out. A dialer holds trust stores and a name cache, so it is
 * made anew only when what it was made from has changed.
 */
public final class Outward {
  private final Engine engine;
  private final SelfCheck control;
  private @Nullable Config madeFrom;
  private FileStates certificates = FileStates.NONE;
  private @Nullable Dialer dialer;

  /**
   * @param control is reached by the data plane itself only
   */
  public Outward(Engine engine, SelfCheck control) {
    this.engine = engine;
    this.control = control;
  }

  /**
   * How upstreams are reached.
   *
   * @param names judges what a name is an alias of; must mean the same for equal configurations
   */
  Pool.Settings settings(Config config, NameCheck names) {
    Upstream.Pool pool = config.upstream().pool();
    return new Pool.Settings(
        dialer(config, names),
        TargetLimits.usual(pool),
        TargetLimits.of(config),
        responseLimits(config),
        multiplexing(config));
  }

  private static Http1Limits responseLimits(Config config) {
    Http1Limits usual = Http1Limits.DEFAULT;
    int fields = config.server().limits().responseHeaders().atMost(1 << 27);
    return new Http1Limits(usual.requestLine(), fields, 1000, usual.chunkLine(), usual.trailers());
  }

  private static Http2Limits multiplexing(Config config) {
    Http1Limits heads = responseLimits(config);
    return Http2Limits.UPSTREAMS
        .withStreams(config.upstream().pool().maxStreams())
        .withHeads(heads.fields(), heads.fieldCount());
  }

  private synchronized Dialer dialer(Config config, NameCheck names) {
    Config before = madeFrom;
    Dialer kept = dialer;
    FileStates files = FileStates.of(FileStates.upstreamCertificates(config.upstream().tls()));
    if (kept != null
        && before != null
        && files.equals(certificates)
        && before.upstream().equals(config.upstream())
        && before.egress().guard().equals(config.egress().guard())
        && before.security().filtering().equals(config.security().filtering())
        && before.security().access().equals(config.security().access())
        && connect(before).equals(connect(config))) {
      return kept;
    }
    Transport transport = engine.transport();
    Dialer made =
        new Dialer(
            transport,
            new Resolver(names(config), transport),
            new AddressGuard(guard(config), engine::isSelf, control),
            names,
            UpstreamTls.create(tls(config)),
            connect(config));
    madeFrom = config;
    certificates = files;
    dialer = made;
    return made;
  }

  private static Duration connect(Config config) {
    return config.server().timeouts().connect();
  }

  private static ResolverSettings names(Config config) {
    Upstream.Dns dns = config.upstream().dns();
    Map<String, List<InetAddress>> pins = new HashMap<>();
    config
        .upstream()
        .hosts()
        .forEach((name, addresses) -> pins.put(Host.parse(name).text(), addresses));
    List<InetSocketAddress> servers =
        dns.servers().stream()
            .map(server -> new InetSocketAddress(server.address(), server.port()))
            .toList();
    ResolverSettings usual = ResolverSettings.system(pins, servers);
    return new ResolverSettings(
        pins,
        servers,
        dns.hostsFile() ? usual.hostsFile() : null,
        usual.resolvConf(),
        dns.timeout(),
        dns.minTtl(),
        dns.maxTtl(),
        usual.negativeTtl(),
        usual.cacheSize());
  }

  private static GuardPolicy guard(Config config) {
    var guard = config.egress().guard();
    List<String> all = Texts.of(guard.allow());
    CidrSet addresses = CidrSet.parse(all.stream().filter(Outward::isAddress).toList());
    HostRules hosts = HostRules.of(all.stream().filter(entry -> !isAddress(entry)).toList());
    return new GuardPolicy(
        guard.privateAddresses() == Private.ALLOW,
        addresses::contains,
        host -> hosts.match(host, -1).included(),
        guard.resolveForGateways(),
        destinations(config.security().access().destinations()));
  }

  private static Destinations destinations(Security.Destinations destinations) {
    return new Destinations(Texts.cidrs(destinations.allow()), Texts.cidrs(destinations.deny()));
  }

  private static boolean isAddress(String entry) {
    if (entry.indexOf('/') >= 0) {
      return true;
    }
    try {
      return Host.parse(entry).isAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static TlsSettings tls(Config config) {
    Upstream.Tls tls = config.upstream().tls();
    TlsSettings.Identity identity =
        tls.cert().isPresent() && tls.key().isPresent()
            ? new TlsSettings.Identity(
                tls.cert().get(),
                tls.key().get(),
                tls.keyPassphrase().map(secret -> secret.reveal()).orElse(null))
            : null;
    return new TlsSettings(tls.ca(), identity, config.upstream().http2());
  }
}
