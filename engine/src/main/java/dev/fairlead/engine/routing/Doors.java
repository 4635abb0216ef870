package dev.fairlead.engine.routing;

import dev.fairlead.engine.exchange.Hops;
import dev.fairlead.engine.exchange.Router;
import dev.fairlead.engine.exchange.WebSockets;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.rules.RequestPath;
import dev.fairlead.engine.rules.RouteTable;
import dev.fairlead.engine.rules.Routed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The doors of the house, in the order in which they are tried: forward (CONNECT, absolute-form),
 * reverse rules that name the host, what Fairlead answers itself, other reverse rules, the default
 * backend.
 */
public final class Doors implements Router {
  private final Hops hops;
  private final Egress egress;
  private final RouteTable<Backend> reverse;
  private final @Nullable Backend fallback;
  private final Local local;

  /**
   * @param fallback the default backend, or null
   */
  public Doors(
      Hops hops,
      Egress egress,
      RouteTable<Backend> reverse,
      @Nullable Backend fallback,
      Local local) {
    this.hops = hops;
    this.egress = egress;
    this.reverse = reverse;
    this.fallback = fallback;
    this.local = local;
  }

  @Override
  public Route route(RequestHead request, Client client) {
    if (hops.isLoop(request)) {
      return refused(Door.FORWARD, "loop", Failure.Kind.LOOP, "this request was here before");
    }
    if (isExpectingTheUnknown(request)) {
      return refused(
          Door.LOCAL, "expect", Failure.Kind.EXPECTATION, "only Expect: 100-continue is known");
    }
    if (request.protocol() != null && !WebSockets.isAskedBy(request)) {
      return refused(
          Door.LOCAL,
          "protocol",
          Failure.Kind.NOT_IMPLEMENTED,
          "the only protocol that an extended CONNECT may ask for is websocket");
    }
    if (request.isConnect()) {
      return tunnel(request);
    }
    if (isForward(request, client)) {
      return isFinalRecipient(request) ? answerOptions() : forward(request);
    }
    return isFinalRecipient(request) ? answerOptions() : reverse(request, client);
  }

  private static boolean isExpectingTheUnknown(RequestHead request) {
    return request.headers().contains(FieldName.EXPECT)
        && !request.headers().is(FieldName.EXPECT, "100-continue");
  }

  /** HTTP/2 has no absolute-form: a scheme that is not the connection's says the same. */
  private boolean isForward(RequestHead request, Client client) {
    boolean elsewhere =
        request.form() == RequestHead.Form.ABSOLUTE
            || (request.scheme() != null && !request.scheme().equals(client.scheme()));
    return elsewhere && !local.isUs(request.authority(), client);
  }

  /** RFC 9110 §7.6.2: with nothing left to forward, whoever holds the request answers it. */
  private static boolean isFinalRecipient(RequestHead request) {
    return request.headers().is(FieldName.MAX_FORWARDS, "0")
        && (request.method().equals(Method.OPTIONS) || request.method().equals(Method.TRACE));
  }

  private static Route answerOptions() {
    return new Route.Local("max-forwards", _ -> Answer.empty(204));
  }

  private Route tunnel(RequestHead request) {
    Authority authority = Objects.requireNonNull(request.authority(), "CONNECT without authority");
    int port = authority.port();
    if (!egress.connectPorts().test(port)) {
      return refused(
          Door.TUNNEL,
          "egress.connect_ports",
          Failure.Kind.DENIED,
          "CONNECT to port " + port + " is not allowed; egress.connect_ports lists what is");
    }
    return egress.route(Door.TUNNEL, authority.host(), port, false, Endpoint.Use.TUNNEL);
  }

  private Route forward(RequestHead request) {
    Authority authority = Objects.requireNonNull(request.authority(), "no authority");
    boolean tls = "https".equals(request.scheme());
    int port = authority.portOr(tls ? 443 : 80);
    return egress.route(Door.FORWARD, authority.host(), port, tls, use(request));
  }

  private Route reverse(RequestHead request, Client client) {
    try {
      Routed<Backend> routed = reverse.find(request);
      if (routed != null && routed.namesHost()) {
        return to(routed.value(), routed.name(), request);
      }
      Route answered = local.find(request, client);
      if (answered != null) {
        return answered;
      }
      if (routed != null) {
        return to(routed.value(), routed.name(), request);
      }
    } catch (BadMessage bad) {
      return new Route.Refused(Door.REVERSE, "routing", bad.failure());
    }
    return fallback != null
        ? to(fallback, "default_backend", request)
        : refused(
            Door.LOCAL,
            "none",
            Failure.Kind.NOT_FOUND,
            "no routing rule matches this request. Fairlead is a proxy: set it as HTTP_PROXY and"
                + " HTTPS_PROXY, or configure routing.default_backend");
  }

  /** Below a base path nothing may climb out of it, however the backend reads the path. */
  private static Route to(Backend backend, String rule, RequestHead request) {
    return !backend.rewrite().basePath().isEmpty() && RequestPath.view(request.path()) == null
        ? refused(
            Door.REVERSE,
            rule,
            Failure.Kind.BAD_REQUEST,
            "the path can be read in more than one way; send it without \"..\" segments")
        : backend.route(rule, use(request));
  }

  private static Endpoint.Use use(RequestHead request) {
    return WebSockets.isAskedBy(request) ? Endpoint.Use.HTTP_1 : Endpoint.Use.HTTP;
  }

  private static Route refused(Door door, String rule, Failure.Kind kind, String message) {
    return new Route.Refused(door, rule, new Failure(kind, message));
  }
}
