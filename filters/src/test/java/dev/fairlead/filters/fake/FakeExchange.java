package dev.fairlead.filters.fake;

import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Authority;
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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An exchange that only filters see. Without more words: GET from 192.0.2.7 to a reverse rule. */
public final class FakeExchange implements FilterContext {
  public final List<Observer> observers = new ArrayList<>();
  public final List<BodyStage> requestStages = new ArrayList<>();
  public final List<BodyStage> responseStages = new ArrayList<>();
  private static final long PATIENCE_S = 10;

  public final List<String> notes = new ArrayList<>();
  private final CompletableFuture<Verdict> later = new CompletableFuture<>();
  private final FakeLoop loop;
  private Client client = client("192.0.2.7", null);
  private Headers headers = new Headers();
  private String method = "GET";
  private String host = "a.example";
  private String path = "/";
  private Route route = route(Door.REVERSE, "rule");
  private @Nullable String identity;

  public FakeExchange(FakeLoop loop) {
    this.loop = loop;
  }

  public FakeExchange() {
    this(new FakeLoop());
  }

  /**
   * A request from this machine that came in through that door, with {@code Name: value} fields.
   */
  public static FakeExchange at(Door door, String... fields) {
    FakeExchange exchange = of("127.0.0.1", door, "rule", "origin.example", "/");
    for (String field : fields) {
      String[] parts = field.split(": ", 2);
      exchange.with(parts[0], parts[1]);
    }
    return exchange;
  }

  /** A request for that host and path from that client, through that door and by that rule. */
  public static FakeExchange of(String ip, Door door, String rule, String host, String path) {
    return new FakeExchange().from(ip).to(host, path).through(door, rule);
  }

  private static Client client(String ip, Client.@Nullable Tls tls) {
    return new Client(
        1, new InetSocketAddress(ip, 4000), new InetSocketAddress("192.0.2.1", 8080), tls);
  }

  private Route route(Door door, String rule) {
    if (door == Door.LOCAL) {
      return new Route.Local(rule, _ -> Answer.empty(204));
    }
    boolean tunnel = door == Door.TUNNEL;
    Endpoint endpoint =
        new Endpoint(
            Host.parse(host.isEmpty() ? "origin.example" : Authority.parse(host).host().text()),
            tunnel ? 443 : 80,
            false,
            null,
            tunnel ? Endpoint.Use.TUNNEL : Endpoint.Use.HTTP,
            door == Door.REVERSE);
    return new Route.Forward(
        door, rule, new OneTarget(endpoint), null, Duration.ofSeconds(30), Long.MAX_VALUE);
  }

  public FakeExchange from(String ip) {
    client = client(ip, client.tls());
    return this;
  }

  public FakeExchange overTls() {
    client =
        client(client.ip(), new Client.Tls("TLSv1.3", "TLS_AES_128_GCM_SHA256", "sni.example"));
    return this;
  }

  public FakeExchange to(String host, String path) {
    this.host = host;
    this.path = path;
    return this;
  }

  public FakeExchange through(Door door, String rule) {
    route = route(door, rule);
    return this;
  }

  public FakeExchange with(String name, String value) {
    headers.add(name, value);
    return this;
  }

  public FakeExchange by(String name) {
    identity = name;
    return this;
  }

  public FakeExchange method(String name) {
    method = name;
    return this;
  }

  /** What the filter says at once. */
  public Verdict ask(Filter filter) {
    return filter.request(this);
  }

  /** What a filter that suspended says in the end; an exception if it never does. */
  public Verdict resumed() throws Exception {
    return later.get(PATIENCE_S, TimeUnit.SECONDS);
  }

  /** What observers make of a response without fields. */
  public Headers responded() {
    return responded(new Headers());
  }

  /** What observers make of a response with these fields. */
  public Headers responded(Headers fields) {
    ResponseHead head = new ResponseHead(200, "", HttpVersion.HTTP_1_1, fields, 0);
    observers.forEach(observer -> observer.response(head));
    return head.headers();
  }

  /** It is over. */
  public void ends() {
    Flow flow = new Flow(client, HttpVersion.HTTP_1_1, method, host, path, 0, 0);
    observers.forEach(observer -> observer.ended(flow));
    requestStages.forEach(BodyStage::release);
    responseStages.forEach(BodyStage::release);
  }

  @Override
  public String id() {
    return "id-1";
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public RequestHead request() {
    Door door = route.door();
    boolean tunnel = door == Door.TUNNEL;
    return new RequestHead(
        Method.of(tunnel ? "CONNECT" : method),
        form(door),
        door == Door.FORWARD ? "http" : null,
        host.isEmpty() ? null : Authority.parse(tunnel ? host + ":443" : host),
        tunnel ? "" : path,
        HttpVersion.HTTP_1_1,
        headers,
        0,
        null);
  }

  private static RequestHead.Form form(Door door) {
    return switch (door) {
      case TUNNEL -> RequestHead.Form.AUTHORITY;
      case FORWARD -> RequestHead.Form.ABSOLUTE;
      default -> RequestHead.Form.ORIGIN;
    };
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
    return loop;
  }

  @Override
  public void resume(Verdict verdict) {
    later.complete(verdict);
  }
}
