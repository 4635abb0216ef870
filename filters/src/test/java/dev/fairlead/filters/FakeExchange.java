package dev.fairlead.filters;

import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An exchange as a filter sees it, which remembers what the filter did. */
public final class FakeExchange implements FilterContext {
  private static final long PATIENCE_S = 10;
  private static final ScheduledExecutorService LOOP =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("loop").daemon().factory());

  private final Client client;
  private final RequestHead request;
  private final List<Observer> observers = new ArrayList<>();
  private final List<BodyStage> requestStages = new ArrayList<>();
  private final List<BodyStage> responseStages = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final CompletableFuture<Verdict> later = new CompletableFuture<>();
  private Route route;
  private @Nullable String identity;

  private FakeExchange(Client client, RequestHead request, Route route) {
    this.client = client;
    this.request = request;
    this.route = route;
  }

  /** A request that came in through that door, with {@code Name: value} fields. */
  public static FakeExchange through(Door door, String... fields) {
    return from("127.0.0.1", door, fields);
  }

  /** The same from another address. */
  public static FakeExchange from(String ip, Door door, String... fields) {
    Headers headers = new Headers();
    for (String field : fields) {
      String[] parts = field.split(": ", 2);
      headers.add(parts[0], parts[1]);
    }
    InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    Client client = new Client(1, new InetSocketAddress(address(ip), 40_000), local, null);
    return new FakeExchange(client, head(door, headers), route(door, "rule", "origin.example"));
  }

  /** A GET for that host and path from that client, through that door and by that rule. */
  public static FakeExchange of(String ip, Door door, String rule, String host, String path) {
    RequestHead head =
        new RequestHead(
            Method.GET,
            door == Door.FORWARD ? RequestHead.Form.ABSOLUTE : RequestHead.Form.ORIGIN,
            door == Door.FORWARD ? "http" : null,
            new Authority(Host.parse(host), -1),
            path,
            HttpVersion.HTTP_1_1,
            new Headers(),
            Body.NONE,
            null);
    InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);
    Client client = new Client(1, new InetSocketAddress(address(ip), 40_000), local, null);
    return new FakeExchange(client, head, route(door, rule, host));
  }

  /** The same with one more header field. */
  public FakeExchange with(String name, String value) {
    request.headers().add(name, value);
    return this;
  }

  private static InetAddress address(String ip) {
    try {
      return InetAddress.getByName(ip);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(ip, e);
    }
  }

  private static RequestHead head(Door door, Headers headers) {
    boolean tunnel = door == Door.TUNNEL;
    return new RequestHead(
        tunnel ? Method.CONNECT : Method.GET,
        tunnel ? RequestHead.Form.AUTHORITY : RequestHead.Form.ABSOLUTE,
        tunnel ? null : "http",
        Authority.parse(tunnel ? "origin.example:443" : "origin.example"),
        tunnel ? "" : "/",
        HttpVersion.HTTP_1_1,
        headers,
        Body.NONE,
        null);
  }

  private static Route route(Door door, String rule, String host) {
    if (door == Door.LOCAL) {
      return new Route.Local(rule, _ -> Answer.empty(204));
    }
    boolean tunnel = door == Door.TUNNEL;
    Endpoint endpoint =
        new Endpoint(
            Host.parse(host),
            tunnel ? 443 : 80,
            false,
            null,
            tunnel ? Endpoint.Use.TUNNEL : Endpoint.Use.HTTP,
            door == Door.REVERSE);
    return new Route.Forward(
        door, rule, new OneTarget(endpoint), null, Duration.ofSeconds(30), Long.MAX_VALUE);
  }

  /** What the filter says at once. */
  public Verdict ask(Filter filter) {
    return filter.request(this);
  }

  /** What a filter that suspended says in the end; an exception if it never does. */
  public Verdict resumed() throws Exception {
    return later.get(PATIENCE_S, TimeUnit.SECONDS);
  }

  /** The response head after everybody who observes has seen it. */
  public ResponseHead respond(int status, Headers headers) {
    ResponseHead head = new ResponseHead(status, "", HttpVersion.HTTP_1_1, headers, Body.NONE);
    observers.forEach(observer -> observer.response(head));
    return head;
  }

  /** Ends it; observers see its record. */
  public void end() {
    Flow flow = new Flow(client, HttpVersion.HTTP_1_1, "GET", "origin.example", "/", 0, 0);
    observers.forEach(observer -> observer.ended(flow));
  }

  /** The steps that filters put into the way of the request's body. */
  public List<BodyStage> requestStages() {
    return requestStages;
  }

  /** The steps that filters put into the way of the response's body. */
  public List<BodyStage> responseStages() {
    return responseStages;
  }

  /** The remarks that filters left. */
  public List<String> notes() {
    return notes;
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
  public void note(String remark) {
    notes.add(remark);
  }

  @Override
  public void observe(Observer observer) {
    observers.add(observer);
  }

  @Override
  public void requestBody(BodyStage stage) {
    requestStages.add(stage);
  }

  @Override
  public void responseBody(BodyStage stage) {
    responseStages.add(stage);
  }

  @Override
  public ScheduledExecutorService executor() {
    return LOOP;
  }

  @Override
  public void resume(Verdict verdict) {
    later.complete(verdict);
  }
}
