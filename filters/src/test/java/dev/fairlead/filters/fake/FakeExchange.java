package dev.fairlead.filters.fake;

import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** An exchange that only filters see. Without more words: GET from 192.0.2.7 to a reverse rule. */
public final class FakeExchange implements FilterContext {
  public final List<Observer> observers = new ArrayList<>();
  public final List<BodyStage> requestStages = new ArrayList<>();
  public final List<BodyStage> responseStages = new ArrayList<>();
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

  private static Client client(String ip, Client.@Nullable Tls tls) {
    return new Client(
        1, new InetSocketAddress(ip, 4000), new InetSocketAddress("192.0.2.1", 8080), tls);
  }

  private static Route route(Door door, String rule) {
    return new Route.Refused(door, rule, new Failure(Failure.Kind.NOT_FOUND, "nowhere"));
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

  /** What observers make of a response without fields. */
  public Headers responded() {
    ResponseHead head = new ResponseHead(200, "", HttpVersion.HTTP_1_1, new Headers(), 0);
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
    return new RequestHead(
        Method.of(method),
        RequestHead.Form.ORIGIN,
        null,
        host.isEmpty() ? null : Authority.parse(host),
        path,
        HttpVersion.HTTP_1_1,
        headers,
        0,
        null);
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
    throw new UnsupportedOperationException("nothing was suspended");
  }
}
