package dev.fairlead.filters.headers;

import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Client;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in {@code %{…}}; empty where an exchange has no such thing.
 *
 * @param name as it is written
 */
record Variable(String name, Source source) {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final List<Variable> ALL =
      List.of(
          new Variable("client.ip", (exchange, _) -> exchange.client().ip()),
          new Variable("client.port", (exchange, _) -> exchange.client().address().getPort()),
          new Variable("server.port", (exchange, _) -> exchange.client().local().getPort()),
          new Variable("user", (exchange, _) -> exchange.identity()),
          new Variable("request.id", (exchange, _) -> exchange.id()),
          new Variable("method", (exchange, _) -> exchange.request().method().name()),
          new Variable("scheme", (exchange, _) -> scheme(exchange)),
          new Variable("host", (exchange, _) -> host(exchange)),
          new Variable("port", (exchange, _) -> port(exchange)),
          new Variable("path", (exchange, _) -> path(exchange.request().path())),
          new Variable("query", (exchange, _) -> query(exchange.request().path())),
          new Variable("route", (exchange, _) -> exchange.route().rule()),
          new Variable("door", (exchange, _) -> exchange.route().door()),
          new Variable("tls.version", (exchange, _) -> tls(exchange, Client.Tls::protocol)),
          new Variable("tls.cipher", (exchange, _) -> tls(exchange, Client.Tls::cipher)),
          new Variable("tls.server_name", (exchange, _) -> tls(exchange, Client.Tls::serverName)),
          new Variable("time", (_, now) -> MILLIS.format(now)),
          new Variable("time.seconds", (_, now) -> now.getEpochSecond()));

  /** Looks a value up; null where there is none. */
  interface Source {
    @Nullable Object of(FilterContext exchange, Instant now);
  }

  static Optional<Variable> of(String name) {
    return ALL.stream().filter(each -> each.name.equals(name)).findFirst();
  }

  /** All of them, for people. */
  static String all() {
    return ALL.stream().map(each -> "%{" + each.name + "}").collect(Collectors.joining(", "));
  }

  String of(FilterContext exchange, Instant now) {
    Object found = source.of(exchange, now);
    return found == null ? "" : found.toString();
  }

  private static String scheme(FilterContext exchange) {
    String scheme = exchange.request().scheme();
    return scheme == null ? exchange.client().scheme() : scheme;
  }

  private static @Nullable String host(FilterContext exchange) {
    Authority authority = exchange.request().authority();
    return authority == null ? null : authority.host().uriText();
  }

  private static @Nullable Object port(FilterContext exchange) {
    Authority authority = exchange.request().authority();
    return authority == null || authority.port() < 0 ? null : authority.port();
  }

  private static String path(String target) {
    int end = target.indexOf('?');
    return end < 0 ? target : target.substring(0, end);
  }

  private static String query(String target) {
    int end = target.indexOf('?');
    return end < 0 ? "" : target.substring(end + 1);
  }

  private static @Nullable String tls(
      FilterContext exchange, Function<Client.Tls, @Nullable String> fact) {
    Client.Tls tls = exchange.client().tls();
    return tls == null ? null : fact.apply(tls);
  }
}
