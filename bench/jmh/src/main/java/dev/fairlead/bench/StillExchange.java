package dev.fairlead.bench;

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
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** An exchange that begins again and again, and keeps its observer as the engine does. */
final class StillExchange implements FilterContext {
  private final Client client =
      new Client(
          1,
          new InetSocketAddress("192.0.2.7", 4000),
          new InetSocketAddress("192.0.2.1", 80),
          null);
  private final RequestHead request = asked();
  private final Flow flow = new Flow(client, HttpVersion.HTTP_1_1, "GET", "a.example", "/", 0, 0);
  private final Route route;
  private @Nullable Observer observer;

  StillExchange(Door door) {
    route = new Route.Refused(door, "rule", new Failure(Failure.Kind.NOT_FOUND, "nowhere"));
  }

  private static RequestHead asked() {
    Headers headers = new Headers();
    headers.add("Authorization", "Bearer 0123456789abcdef0123456789abcdef");
    return new RequestHead(
        Method.GET,
        RequestHead.Form.ORIGIN,
        null,
        Authority.parse("a.example"),
        "/",
        HttpVersion.HTTP_1_1,
        headers,
        0,
        null);
  }

  void ends(ResponseHead head) {
    Observer left = observer;
    observer = null;
    if (left != null) {
      left.response(head);
      left.ended(flow);
    }
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
    throw new UnsupportedOperationException("this exchange goes nowhere");
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
  public void observe(Observer left) {
    observer = left;
  }

  @Override
  public void requestBody(BodyStage stage) {}

  @Override
  public void responseBody(BodyStage stage) {}

  @Override
  public ScheduledExecutorService executor() {
    throw new UnsupportedOperationException("nothing waits here");
  }

  @Override
  public void resume(Verdict verdict) {}
}
