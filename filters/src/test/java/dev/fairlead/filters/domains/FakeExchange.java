package dev.fairlead.filters.domains;

import dev.fairlead.engine.filter.BodyStage;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
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
import dev.fairlead.engine.message.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** An exchange as a filter sees it, made of what a test says and of nothing else. */
public final class FakeExchange implements FilterContext {
  private static final InetSocketAddress LOCAL =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

  private final Client client;
  private final RequestHead request;
  private Route route;

  private FakeExchange(Client client, RequestHead request, Route route) {
    this.client = client;
    this.request = request;
    this.route = route;
  }

  /** A GET from that client through that door, by that rule. */
  public static FakeExchange of(String client, Door door, String rule, String host, String path) {
    RequestHead.Form form =
        door == Door.FORWARD ? RequestHead.Form.ABSOLUTE : RequestHead.Form.ORIGIN;
    RequestHead head =
        new RequestHead(
            Method.GET,
            form,
            door == Door.FORWARD ? "http" : null,
            new Authority(Host.parse(host), -1),
            path,
            HttpVersion.HTTP_1_1,
            new Headers(),
            0,
            null);
    InetSocketAddress from = new InetSocketAddress(InetAddress.ofLiteral(client), 50_000);
    return new FakeExchange(new Client(1, from, LOCAL, null), head, route(door, rule, host));
  }

  private static Route route(Door door, String rule, String host) {
    if (door == Door.LOCAL) {
      return new Route.Local(rule, _ -> dev.fairlead.engine.message.Answer.empty(200));
    }
    boolean named = door == Door.REVERSE;
    Endpoint to = new Endpoint(Host.parse(host), 80, false, null, Endpoint.Use.HTTP, named);
    return new Route.Forward(door, rule, new OneTarget(to), null, Duration.ofSeconds(1), 100);
  }

  /** The same with one more header field. */
  public FakeExchange with(String name, String value) {
    request.headers().add(name, value);
    return this;
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
  public @Nullable String identity() {
    return null;
  }

  @Override
  public void note(String remark) {}

  @Override
  public void requestBody(BodyStage stage) {
    throw new UnsupportedOperationException("no filter here changes bodies");
  }

  @Override
  public void responseBody(BodyStage stage) {
    throw new UnsupportedOperationException("no filter here changes bodies");
  }

  @Override
  public void observe(Observer observer) {}

  @Override
  public ScheduledExecutorService executor() {
    throw new UnsupportedOperationException("no filter here waits");
  }

  @Override
  public void resume(Verdict verdict) {
    throw new UnsupportedOperationException("no filter here suspends");
  }
}
