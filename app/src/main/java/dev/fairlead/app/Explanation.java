package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.engine.exchange.Policy;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http1.RequestParser;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import tools.jackson.databind.json.JsonMapper;

/**
 * What would become of a request: each filter's verdict and the route, asked of the very parts that
 * would serve it. Nothing is sent, no name is resolved.
 */
public final class Explanation {
  private Explanation() {}

  /**
   * Explains a request that a local client would make.
   *
   * @param url a URL (https as CONNECT), or a path for the reverse door
   * @param headers {@code Name: value}
   * @throws BadMessage if no client could send that request
   */
  public static Map<String, String> of(
      Config config, String method, String url, List<String> headers) throws BadMessage {
    Policy policy = new Assembly(Lasting.create()).policy(config, List.of());
    RequestHead request = request(method, url, headers);
    InetSocketAddress local =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), config.server().port());
    Client client = new Client(0, local, local, null);
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("request", request.method() + " " + url);
    Context context = new Context(client, request, policy.router().route(request, client));
    lines.put("door", context.route.door().toString());
    for (Filter filter : policy.filters()) {
      lines.put("filter " + filter.name(), words(filter.request(context)));
    }
    route(context.route, lines);
    return lines;
  }

  /** The same lines as JSON. */
  public static String json(Map<String, String> lines) {
    Map<String, String> keys = new LinkedHashMap<>();
    lines.forEach((name, value) -> keys.put(name.replace(' ', '_'), value));
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(keys)
        + "\n";
  }

  private static void route(Route route, Map<String, String> lines) {
    lines.put("rule", route.rule());
    switch (route) {
      case Route.Local _ -> lines.put("route", "answered by Fairlead itself");
      case Route.Refused refused -> lines.put("route", refusal(refused.failure()));
      case Route.Forward forward -> {
        Endpoint endpoint = forward.endpoint();
        lines.put("route", endpoint.toString());
        if (forward.fallback() != null) {
          lines.put("if unreachable", forward.fallback().toString());
        }
        lines.put("address guard", guard(endpoint));
      }
    }
  }

  private static String guard(Endpoint endpoint) {
    if (endpoint.named()) {
      return "does not apply: the configuration names this backend";
    }
    return endpoint.gateway() != null && !endpoint.host().isAddress()
        ? "leaves names to the gateway, unless egress.guard.resolve_for_gateways"
        : "judges the address once the name is resolved";
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Continue _ -> "lets it pass";
      case Verdict.Suspend _ -> "would have to look it up first";
      case Verdict.Respond respond -> "answers " + respond.answer().status();
      case Verdict.Refuse refuse -> refusal(refuse.failure());
    };
  }

  private static String refusal(Failure failure) {
    return "refused with " + failure.status() + ": " + failure.message();
  }

  /** Written and parsed, so that what is explained is what the parser would make of it. */
  private static RequestHead request(String method, String url, List<String> headers)
      throws BadMessage {
    String lower = url.toLowerCase(Locale.ROOT);
    StringBuilder text = new StringBuilder();
    if (lower.startsWith("https://")) {
      String rest = url.substring("https://".length());
      String authority = rest.split("[/?#]", 2)[0];
      boolean port = authority.matches(".*:\\d+");
      text.append("CONNECT ").append(authority).append(port ? "" : ":443");
    } else {
      text.append(method).append(' ').append(url);
    }
    text.append(" HTTP/1.1\r\n");
    headers.forEach(line -> text.append(line).append("\r\n"));
    if (headers.stream().noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("host:"))) {
      text.append("Host: ").append(host(url)).append("\r\n");
    }
    ByteBuf bytes = Unpooled.copiedBuffer(text.append("\r\n"), StandardCharsets.UTF_8);
    try {
      RequestHead head = new RequestParser(Http1Limits.DEFAULT).parse(bytes);
      if (head == null) {
        throw new BadMessage(Failure.Kind.BAD_REQUEST, "this is not a whole request");
      }
      return head;
    } finally {
      bytes.release();
    }
  }

  private static String host(String url) {
    return url.contains("://") ? url.split("://", 2)[1].split("[/?#]", 2)[0] : "localhost";
  }

  /** An exchange that never happens. */
  private static final class Context implements FilterContext {
    private final Client client;
    private final RequestHead request;
    private Route route;

    private Context(Client client, RequestHead request, Route route) {
      this.client = client;
      this.request = request;
      this.route = route;
    }

    @Override
    public Client client() {
      return client;
    }

    @Override
    public RequestHead request() {
      return request;
    }

    @Override
    public Route route() {
      return route;
    }

    @Override
    public void route(Route changed) {
      route = changed;
    }

    @Override
    public void identity(String name) {}

    @Override
    public void observe(Observer observer) {}

    @Override
    public Executor executor() {
      return Runnable::run;
    }

    @Override
    public void resume(Verdict verdict) {}
  }
}
