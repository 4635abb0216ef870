package dev.fairlead.app;

import dev.fairlead.app.config.Auth;
import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.Routing;
import dev.fairlead.app.config.Security;
import dev.fairlead.app.config.Server;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.GatewayUrl;
import dev.fairlead.app.config.unit.HttpUrl;
import dev.fairlead.engine.World;
import dev.fairlead.engine.connection.ListenerSettings;
import dev.fairlead.engine.connection.Service;
import dev.fairlead.engine.connection.tls.CertificateFiles;
import dev.fairlead.engine.connection.tls.ServerTls;
import dev.fairlead.engine.exchange.Forwarding;
import dev.fairlead.engine.exchange.Hops;
import dev.fairlead.engine.exchange.Policy;
import dev.fairlead.engine.exchange.Router;
import dev.fairlead.engine.exchange.Timeouts;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.routing.Backend;
import dev.fairlead.engine.routing.Doors;
import dev.fairlead.engine.routing.Egress;
import dev.fairlead.engine.routing.Local;
import dev.fairlead.engine.rules.HostRules;
import dev.fairlead.engine.rules.Reach;
import dev.fairlead.engine.rules.RouteTable;
import dev.fairlead.filters.access.AccessFilter;
import dev.fairlead.filters.authentication.AuthenticationFilter;
import dev.fairlead.filters.authentication.Credential;
import dev.fairlead.filters.authentication.Secret;
import dev.fairlead.filters.headers.SecurityHeaders;
import dev.fairlead.filters.limits.TunnelLimit;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: turns a configuration into a {@link World}, in the order in which a request
 * meets its parts. No part knows the configuration; each is given what it needs.
 */
public final class Assembly {
  private final Lasting lasting;

  public Assembly(Lasting lasting) {
    this.lasting = lasting;
  }

  /**
   * Builds a whole world, without side effects.
   *
   * @param listeners who wants to know of finished flows
   * @throws IOException with a sentence that names the thing, if a file cannot be used
   */
  public World world(Config config, Outward outward, List<FlowListener> listeners)
      throws IOException {
    return new World(
        listeners(config),
        policy(config, listeners),
        outward.settings(config),
        requestLimits(config),
        http2(config),
        patience(config.server().timeouts()));
  }

  private static Map<InetSocketAddress, ListenerSettings> listeners(Config config)
      throws IOException {
    Server server = config.server();
    ServerTls tls = tls(server);
    Map<InetSocketAddress, ListenerSettings> listeners = new LinkedHashMap<>();
    boolean separate = server.tls().port().isPresent();
    listeners.put(address(server, server.port()), listener(server, separate ? null : tls, false));
    server
        .tls()
        .port()
        .ifPresent(port -> listeners.put(address(server, port), listener(server, tls, true)));
    return listeners;
  }

  private static InetSocketAddress address(Server server, int port) {
    return new InetSocketAddress(server.host().name(), port);
  }

  private static ListenerSettings listener(Server server, @Nullable ServerTls tls, boolean only) {
    CidrSet trusted = cidrs(server.trustedProxies());
    return new ListenerSettings(
        tls,
        only,
        server.http2(),
        ListenerSettings.ProxyProtocol.valueOf(server.proxyProtocol().name()),
        trusted::contains,
        server.limits().connections(),
        server.limits().perClient());
  }

  private static @Nullable ServerTls tls(Server server) throws IOException {
    if (!server.tls().isOn()) {
      return null;
    }
    List<CertificateFiles> files =
        server.tls().all().stream()
            .map(each ->
                new CertificateFiles(
                    each.cert(),
                    each.key(),
                    each.keyPassphrase().map(secret -> secret.reveal()).orElse(null)))
            .toList();
    List<String> protocols =
        server.tls().minVersion() == dev.fairlead.app.config.ServerTls.Version.TLS_1_3
            ? List.of("TLSv1.3")
            : List.of("TLSv1.3", "TLSv1.2");
    return ServerTls.load(files, protocols, server.http2());
  }

  private static Http1Limits requestLimits(Config config) {
    Server.Limits limits = config.server().limits();
    return new Http1Limits(
        // The target's limit, and room for method and version around it.
        clamp(limits.url()) + 64,
        clamp(limits.headers()),
        limits.headerCount(),
        Http1Limits.DEFAULT.chunkLine(),
        Http1Limits.DEFAULT.trailers());
  }

  private static Http2Limits http2(Config config) {
    Server.Limits limits = config.server().limits();
    Http2Limits usual = Http2Limits.CLIENTS;
    return new Http2Limits(
        limits.streams(),
        Math.max(1024, clamp(limits.headers())),
        usual.streamWindow(),
        usual.connectionWindow(),
        usual.frameBytes(),
        clamp(limits.url()),
        usual.resets(),
        usual.controlFrames(),
        usual.unsentControlFrames());
  }

  private static int clamp(ByteSize size) {
    return (int) Math.min(size.bytes(), 1 << 27);
  }

  private static Service.Patience patience(Server.Timeouts timeouts) {
    return new Service.Patience(timeouts.header(), timeouts.idle(), timeouts.write());
  }

  /** What exchanges go by. */
  Policy policy(Config config, List<FlowListener> listeners) {
    Server server = config.server();
    CidrSet trusted = cidrs(server.trustedProxies());
    Hops hops = new Hops(pseudonym(server.via()), new Forwarding(trusted::contains));
    Server.Timeouts timeouts = server.timeouts();
    return new Policy(
        filters(config),
        router(config, hops),
        hops,
        lasting.replies(),
        new Timeouts(
            timeouts.read(),
            timeouts.write(),
            server.minRate().bytes(),
            timeouts.tunnelIdle(),
            timeouts.tunnelLifetime()),
        lasting.replay(),
        listeners);
  }

  private @Nullable String pseudonym(String via) {
    return switch (via) {
      case "off" -> null;
      case "auto" -> lasting.pseudonym();
      default -> via;
    };
  }

  /** In the order in which they are asked; headers first, so that refusals carry them too. */
  private List<Filter> filters(Config config) {
    List<Filter> filters = new ArrayList<>();
    Security security = config.security();
    if (security.headers().enabled() && security.headers().apply() != Security.Apply.OFF) {
      filters.add(headers(security.headers()));
    }
    if (!security.access().allow().isEmpty() || !security.access().deny().isEmpty()) {
      filters.add(
          new AccessFilter(cidrs(security.access().allow()), cidrs(security.access().deny())));
    }
    if (config.authenticationRequired()) {
      filters.add(authentication(config.auth()));
    }
    filters.add(new TunnelLimit(config.server().limits().tunnels(), lasting.tunnels()));
    return filters;
  }

  private static Filter headers(Security.Headers headers) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("X-Content-Type-Options", headers.xContentTypeOptions());
    values.put("X-Frame-Options", headers.xFrameOptions());
    values.put("Referrer-Policy", headers.referrerPolicy());
    values.values().removeIf(value -> value.equals("off"));
    List<SecurityHeaders.Field> fields =
        values.entrySet().stream()
            .map(each -> new SecurityHeaders.Field(FieldName.of(each.getKey()), each.getValue()))
            .toList();
    return new SecurityHeaders(headers.apply() == Security.Apply.ALL, fields);
  }

  private Filter authentication(Auth auth) {
    List<Credential> credentials = new ArrayList<>();
    for (Auth.User user : auth.users()) {
      credentials.add(
          new Credential(user.name(), false, secret(user.password(), user.passwordHash())));
    }
    for (Auth.Token token : auth.tokens()) {
      credentials.add(new Credential(token.name(), true, secret(token.token(), token.tokenHash())));
    }
    return new AuthenticationFilter(credentials, auth.realm(), lasting.verifier());
  }

  private static Secret secret(
      Optional<dev.fairlead.app.config.unit.Secret> plain,
      Optional<dev.fairlead.app.config.unit.Secret> hash) {
    return plain
        .map(secret -> Secret.of(secret.reveal()))
        .orElseGet(() -> Secret.parse(hash.orElseThrow().reveal()));
  }

  private Router router(Config config, Hops hops) {
    Backend fallback =
        config
            .routing()
            .defaultBackend()
            .map(url -> backend(config, url, "", false, Optional.empty(), Optional.empty()))
            .orElse(null);
    RouteTable<Backend> table =
        RouteTable.compile(ReverseRules.of(config, Assembly::backend), Assembly::impossible);
    return new Doors(hops, egress(config), table, fallback, local(config));
  }

  private static Backend backend(Config config, Routing.Forward forward) {
    return backend(
        config,
        forward.target(),
        forward.stripPrefix().orElse(""),
        forward.preserveHost(),
        forward.timeouts().firstByte(),
        forward.limits().body());
  }

  private static Backend backend(
      Config config,
      HttpUrl target,
      String stripPrefix,
      boolean preserveHost,
      Optional<Duration> firstByte,
      Optional<ByteSize> body) {
    String path = target.path();
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new Backend(
        new Endpoint(
            Host.parse(target.host()), target.port(), target.tls(), null, Endpoint.Use.HTTP, true),
        new Route.Rewrite(stripPrefix, base, preserveHost),
        firstByte.orElse(config.server().timeouts().firstByteReverse()),
        body.orElse(config.server().limits().body()).bytes());
  }

  private static Egress egress(Config config) {
    var egress = config.egress();
    List<String> auto = texts(egress.auto());
    Map<String, Gateway> gateways = new LinkedHashMap<>();
    egress.gateways().forEach((name, each) -> gateways.put(name, gateway(name, each)));
    List<Egress.Choice> choices = new ArrayList<>();
    for (var route : egress.routes()) {
      Gateway gateway = gateways.get(route.gateway());
      if (gateway != null) {
        choices.add(new Egress.Choice(hosts(texts(route.hosts()), auto), gateway));
      }
    }
    return new Egress(
        hosts(texts(egress.rules()), auto),
        choices,
        egress.defaultGateway().map(gateways::get).orElse(null),
        egress.fail() == dev.fairlead.app.config.Egress.Fail.OPEN,
        port -> egress.connectPorts().stream().anyMatch(range -> range.contains(port)),
        config.server().timeouts().firstByteForward(),
        config.server().limits().forwardBody().bytes());
  }

  private static Gateway gateway(String name, dev.fairlead.app.config.Egress.Gateway gateway) {
    GatewayUrl url = gateway.url();
    return new Gateway(
        name,
        switch (url.scheme()) {
          case "http" -> Gateway.Kind.HTTP;
          case "https" -> Gateway.Kind.HTTPS;
          default -> Gateway.Kind.SOCKS5;
        },
        Host.parse(url.host()),
        url.port(),
        url.user()
            .map(user ->
                new Gateway.Credentials(
                    user, url.password().map(secret -> secret.reveal()).orElse("")))
            .orElse(null),
        gateway.resolve() == dev.fairlead.app.config.Egress.Resolve.REMOTE);
  }

  private Local local(Config config) {
    Set<Host> names = new HashSet<>();
    config.server().names().forEach(name -> names.add(Host.parse(name.name())));
    names.add(Host.parse("localhost"));
    names.add(Host.parse("127.0.0.1"));
    names.add(Host.parse("::1"));
    return new Local(names, lasting.health().services());
  }

  private static HostRules hosts(List<String> rules, List<String> auto) {
    return HostRules.compile(rules, auto, Reach.PUBLIC_HOSTS, Assembly::impossible);
  }

  private static void impossible(dev.fairlead.engine.rules.Problem problem) {
    throw new IllegalStateException("unchecked configuration: " + problem.message());
  }

  static CidrSet cidrs(Collection<?> ranges) {
    return CidrSet.parse(texts(ranges));
  }

  static List<String> texts(Collection<?> values) {
    return values.stream().map(Object::toString).toList();
  }
}
