package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.engine.exchange.Policy;
import dev.fairlead.engine.filter.BodyStage;
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
import dev.fairlead.filters.domains.DomainLists;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What would become of a request: each filter's verdict and the route, asked of the very parts that
 * would serve it. Nothing is sent, no name is resolved.
 *
 * @param steps each filter with its verdict, in the order in which they are asked
 * @param way the rule and the route it leads to
 * @param outcome in one sentence
 */
public record Explanation(
    String request, String door, List<Step> steps, Map<String, String> way, String outcome) {
  private static final long PATIENCE_S = 10;

  /** What one filter says. */
  public record Step(String filter, String verdict) {}

  public Explanation {
    steps = List.copyOf(steps);
    way = Collections.unmodifiableMap(new LinkedHashMap<>(way));
  }

  /**
   * Explains a request.
   *
   * @param from the client's address
   * @param url a URL (https as CONNECT), or a path for the reverse door
   * @param headers {@code Name: value}
   * @throws BadMessage if no client could send that request
   * @throws IOException naming the file, if a list of domains cannot be read
   */
  public static Explanation of(
      Config config, InetAddress from, String method, String url, List<String> headers)
      throws BadMessage, IOException {
    Lasting lasting = Lasting.create(ControlAddress.assumed(config));
    try (DomainLists _ = lasting.lists()) {
      return of(config, lasting, from, method, url, headers);
    }
  }

  /** The same in a process that serves. */
  static Explanation of(
      Config config,
      Lasting lasting,
      InetAddress from,
      String method,
      String url,
      List<String> headers)
      throws BadMessage, IOException {
    Policy policy = new Assembly(lasting).policy(config);
    RequestHead request = request(method, url, headers);
    InetSocketAddress local =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), config.server().port());
    Client client = new Client(0, new InetSocketAddress(from, 0), local, null);
    Route route = policy.router().route(request, client);
    try (ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor()) {
      Context context = new Context(client, request, route, loop);
      List<Step> steps = new ArrayList<>();
      String stopped = null;
      for (Filter filter : policy.filters()) {
        Verdict verdict = context.decided(filter.request(context));
        steps.add(new Step(filter.name(), words(verdict, filter.remark(context))));
        if (stopped == null && !(verdict instanceof Verdict.Continue)) {
          stopped = "the filter " + filter.name() + " " + words(verdict, "");
        }
      }
      Endpoint chosen = chosen(context);
      String outcome = stopped != null ? stopped : outcome(context.route, chosen);
      String asked = request.method() + " " + url;
      return new Explanation(
          asked, route.door().toString(), steps, way(context.route, chosen), outcome);
    }
  }

  /** The same as JSON. */
  public String json() {
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(page())
        + "\n";
  }

  /** The same as a tree of maps. */
  Map<String, Object> page() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("request", request);
    page.put("door", door);
    page.put("filters", steps);
    page.putAll(way);
    page.put("outcome", outcome);
    return page;
  }

  /** The target that this request would get; the same question has another answer each time. */
  private static @Nullable Endpoint chosen(Context context) {
    return context.route instanceof Route.Forward forward
        ? forward.targets().likely(context.request, context.client)
        : null;
  }

  private static Map<String, String> way(Route route, @Nullable Endpoint chosen) {
    Map<String, String> way = new LinkedHashMap<>();
    way.put("rule", route.rule());
    switch (route) {
      case Route.Local _ -> way.put("route", "local");
      case Route.Refused _ -> way.put("route", "none");
      case Route.Forward forward -> {
        way.put("targets", forward.targets().toString());
        if (chosen != null) {
          way.put("route", chosen.toString());
          way.put("guard", guard(chosen));
        }
      }
    }
    return way;
  }

  private static String outcome(Route route, @Nullable Endpoint chosen) {
    return switch (route) {
      case Route.Local _ -> "Fairlead answers it itself";
      case Route.Refused refused -> refusal(refused.failure());
      case Route.Forward forward ->
          chosen == null ? refusal(forward.targets().unavailable()) : "it goes to " + chosen;
    };
  }

  private static String guard(Endpoint endpoint) {
    if (endpoint.named()) {
      return "does not apply: the configuration names this backend";
    }
    return endpoint.gateway() != null && !endpoint.host().isAddress()
        ? "leaves names to the gateway, unless egress.guard.resolve_for_gateways"
        : "judges the address once the name is resolved";
  }

  private static String words(Verdict verdict, String remark) {
    return switch (verdict) {
      case Verdict.Continue _ -> "lets it pass" + (remark.isEmpty() ? "" : ": " + remark);
      case Verdict.Suspend _ -> "has not decided in time";
      case Verdict.Respond respond -> "answers " + respond.answer().status();
      case Verdict.Refuse refuse -> refusal(refuse.failure());
    };
  }

  private static String refusal(Failure failure) {
    return "refuses with " + failure.status() + ": " + failure.message();
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
    private final CompletableFuture<Verdict> later = new CompletableFuture<>();
    private final ScheduledExecutorService loop;
    private @Nullable String identity;
    private Route route;

    private Context(
        Client client, RequestHead request, Route route, ScheduledExecutorService loop) {
      this.loop = loop;
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
    public void identity(String name) {
      identity = name;
    }

    @Override
    public @Nullable String identity() {
      return identity;
    }

    @Override
    public void note(String remark) {}

    @Override
    public void observe(Observer observer) {}

    @Override
    public void requestBody(BodyStage stage) {}

    @Override
    public void responseBody(BodyStage stage) {}

    @Override
    public ScheduledExecutorService executor() {
      return loop;
    }

    @Override
    public void resume(Verdict verdict) {
      later.complete(verdict);
    }

    /** Waits for a filter that suspended. */
    private Verdict decided(Verdict verdict) {
      return verdict instanceof Verdict.Suspend
          ? later.completeOnTimeout(verdict, PATIENCE_S, TimeUnit.SECONDS).join()
          : verdict;
    }
  }
}
