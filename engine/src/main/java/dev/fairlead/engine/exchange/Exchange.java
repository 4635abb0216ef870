package dev.fairlead.engine.exchange;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.filter.Observer;
import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * One request and its response. Two halves feed it: the client's connection (ClientEvents) and, once
 * there is one, the upstream (UpstreamEvents); it answers through ClientStream and UpstreamStream.
 * Everything happens on one event loop, so there is no lock; nothing waits, so there is no thread.
 *
 *   FILTERING --> CONNECTING --> STREAMING --> ENDED
 *       |  ^           |             '-> TUNNEL --^
 *       v  |           '-- refused, answered -----^
 *    SUSPENDED
 *
 * Bytes are passed on as they come. What arrives before the upstream stands is held, and the client
 * is told to wait after the first piece, so that no more than one read is ever held. A side that
 * cannot take more stops the other from reading. Flushes happen where a read ends: once for all that
 * one read brought.
 */

/** The state machine of one request and its response; read {@link #proceed} first. */
public final class Exchange implements ClientEvents, UpstreamEvents, FilterContext {
  private enum Phase {
    FILTERING,
    SUSPENDED,
    CONNECTING,
    STREAMING,
    TUNNEL,
    ENDED
  }

  private final Supplier<Policy> rules;
  private final Policy policy;
  private final Upstreams upstreams;
  private final Executor executor;
  private final ClientStream client;
  private final RequestHead request;
  private final Ticks ticks;
  private final Flow flow;
  private final Progress progress;
  private final Client who;
  private @Nullable List<Observer> observers;
  private @Nullable ArrayDeque<ByteBuf> held;
  private @Nullable Claim claim;
  private @Nullable UpstreamStream upstream;
  private @Nullable Endpoint endpoint;
  private @Nullable Headers requestTrailers;
  private @Nullable RequestHead outbound;
  private Route route;
  private Phase phase = Phase.FILTERING;
  private int nextFilter;
  private @Nullable TunnelPlace place;
  private long sentBytes;
  private boolean inClientRead = true;
  private boolean requestEnded;
  private boolean responseStarted;
  private boolean responseEnded;

  private Exchange(
      Supplier<Policy> rules,
      Upstreams upstreams,
      Executor executor,
      ClientStream client,
      Client who,
      RequestHead request,
      Ticks ticks) {
    this.rules = rules;
    this.policy = rules.get();
    this.upstreams = upstreams;
    this.executor = executor;
    this.client = client;
    this.who = who;
    this.request = request;
    this.ticks = ticks;
    this.flow =
        new Flow(
            who,
            request.version(),
            request.method().name(),
            request.authority() == null ? "" : request.authority().toString(),
            request.path(),
            ticks.nanos(),
            ticks.millis());
    this.progress = new Progress(policy.timeouts());
    this.route = policy.router().route(request, who);
  }

  /**
   * Begins an exchange for a head that has just been read.
   *
   * @param rules those that hold now; an exchange keeps the ones it began with, and a tunnel asks
   *     again whether it may stay
   */
  public static ClientEvents begin(
      Supplier<Policy> rules,
      Upstreams upstreams,
      Executor executor,
      ClientStream client,
      Client who,
      RequestHead request,
      Ticks ticks) {
    Exchange exchange = new Exchange(rules, upstreams, executor, client, who, request, ticks);
    try {
      exchange.proceed();
    } catch (RuntimeException e) {
      // A fault of ours costs this exchange its answer, not the connection its other streams.
      exchange.fault(e);
    }
    return exchange;
  }

  /** Records a request that was no message: there is no exchange, but there is a flow. */
  public static void rejected(Policy policy, Client who, Failure failure, Ticks ticks) {
    Flow flow = new Flow(who, HttpVersion.HTTP_1_1, "-", "", "-", ticks.nanos(), ticks.millis());
    flow.status = failure.status();
    flow.failure = failure;
    policy.listeners().forEach(listener -> listener.ended(flow));
  }

  /** The whole story: ask each filter, then follow the route. */
  private void proceed() {
    List<Filter> filters = policy.filters();
    while (nextFilter < filters.size()) {
      Filter filter = filters.get(nextFilter++);
      if (!passes(filter, filter.request(this))) {
        return;
      }
    }
    switch (route) {
      case Route.Local local -> answer(local.service().apply(request));
      case Route.Refused refused -> refuse(refused.failure(), new Headers());
      case Route.Forward forward -> open(forward, forward.endpoint(), false);
    }
  }

  private boolean passes(Filter filter, Verdict verdict) {
    switch (verdict) {
      case Verdict.Continue _ -> {
        return true;
      }
      case Verdict.Suspend _ -> phase = Phase.SUSPENDED;
      case Verdict.Respond respond -> {
        flow.decidedBy = filter.name();
        answer(respond.answer());
      }
      case Verdict.Refuse refuse -> {
        flow.decidedBy = filter.name();
        refuse(refuse.failure(), refuse.fields());
      }
    }
    return false;
  }

  private void open(Route.Forward forward, Endpoint to, boolean fresh) {
    if (request.bodyLength() > forward.bodyLimit()) {
      refuse(Replies.tooLarge(forward.bodyLimit()), new Headers());
      return;
    }
    phase = Phase.CONNECTING;
    endpoint = to;
    upstream = null;
    flow.attempts++;
    int attempt = flow.attempts;
    Claim opened = upstreams.open(to, fresh, this);
    if (phase == Phase.CONNECTING && flow.attempts == attempt) {
      claim = opened;
    }
  }

  /* ---------------- What filters see ---------------- */

  @Override
  public Client client() {
    return who;
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
    flow.identity = name;
  }

  @Override
  public void observe(Observer observer) {
    if (observers == null) {
      observers = new ArrayList<>(4);
    }
    observers.add(observer);
  }

  @Override
  public Executor executor() {
    return executor;
  }

  @Override
  public void resume(Verdict verdict) {
    if (phase != Phase.SUSPENDED) {
      return;
    }
    phase = Phase.FILTERING;
    progress.restart();
    if (passes(policy.filters().get(nextFilter - 1), verdict)) {
      proceed();
    }
  }

  /* ---------------- From the client ---------------- */

  @Override
  public void body(ByteBuf chunk) {
    if (phase == Phase.ENDED) {
      chunk.release();
      return;
    }
    inClientRead = true;
    progress.fromClient(chunk.readableBytes());
    flow.requestBytes += chunk.readableBytes();
    if (exceedsLimit()) {
      chunk.release();
      refuse(Replies.tooLarge(((Route.Forward) route).bodyLimit()), new Headers());
    } else if (takesBody()) {
      toUpstream(chunk);
    } else {
      hold(chunk);
    }
  }

  /** Bytes behind an extended CONNECT belong to the tunnel: nothing may see them before the 101. */
  private boolean takesBody() {
    return phase == Phase.TUNNEL || (phase == Phase.STREAMING && request.protocol() == null);
  }

  private boolean exceedsLimit() {
    return phase != Phase.TUNNEL
        && route instanceof Route.Forward forward
        && flow.requestBytes > forward.bodyLimit();
  }

  private void hold(ByteBuf chunk) {
    if (held == null) {
      held = new ArrayDeque<>(2);
    }
    held.add(chunk);
    letClientSend(false);
  }

  private void toUpstream(ByteBuf chunk) {
    UpstreamStream to = open();
    sentBytes += chunk.readableBytes();
    to.write(chunk);
    if (!to.writable()) {
      letClientSend(false);
    }
  }

  /** A client that is held back is not blamed for being slow. */
  private void letClientSend(boolean may) {
    progress.upstreamTakes(may);
    client.reading(may);
  }

  @Override
  public void bodyEnd(@Nullable Headers trailers) {
    requestEnded = true;
    requestTrailers = trailers;
    if (takesBody()) {
      open().finish(trailers);
      endIfBothDone();
    }
  }

  @Override
  public void clientReadComplete() {
    inClientRead = false;
    if (isOpen()) {
      open().flush();
    }
  }

  @Override
  public void clientWritable() {
    progress.clientTakes(true);
    if (isOpen()) {
      open().reading(true);
    }
  }

  @Override
  public void clientFailed(Failure failure) {
    if (phase != Phase.ENDED) {
      if (!responseStarted) {
        flow.status = failure.status();
      }
      finished(failure);
    }
  }

  @Override
  public void tick(long nanos) {
    // Filters and dials have their own time-outs, and a client that waits for them is not slow.
    if (phase != Phase.STREAMING && phase != Phase.TUNNEL) {
      return;
    }
    // Behind an extended CONNECT nothing is due from the client before the 101.
    boolean asked = requestEnded || request.protocol() != null;
    Failure late =
        phase == Phase.TUNNEL
            ? tunnelEnd(nanos)
            : progress.exchange(nanos, asked, responseStarted, firstByteNanos(), client.unsent());
    if (late != null) {
      refuse(late, new Headers());
    }
  }

  private @Nullable Failure tunnelEnd(long nanos) {
    Failure moved = Objects.requireNonNull(place).late(nanos);
    return moved != null ? moved : progress.tunnel(nanos);
  }

  private long firstByteNanos() {
    return ((Route.Forward) route).firstByte().toNanos();
  }

  /* ---------------- From the upstream ---------------- */

  @Override
  public void connected(UpstreamStream stream, UpstreamFacts facts) {
    if (phase != Phase.CONNECTING) {
      stream.cancel();
      return;
    }
    claim = stream;
    upstream = stream;
    progress.restart();
    flow.upstream = facts.remote();
    flow.upstreamVersion = facts.version();
    flow.upstreamReused = facts.reused();
    flow.dnsNanos += facts.dnsNanos();
    flow.connectNanos += facts.connectNanos();
    flow.tlsNanos += facts.tlsNanos();
    if (((Route.Forward) route).door() == Door.TUNNEL) {
      startTunnel(Replies.established());
      sendHeld(stream);
    } else {
      phase = Phase.STREAMING;
      if (outbound == null) {
        outbound = policy.hops().outbound(request, who, (Route.Forward) route);
      }
      stream.send(outbound);
      sendHeld(stream);
    }
  }

  private void sendHeld(UpstreamStream stream) {
    while (takesBody() && held != null && !held.isEmpty()) {
      toUpstream(held.remove());
    }
    if (takesBody() && requestEnded) {
      stream.finish(requestTrailers);
    }
    if (takesBody() && stream.writable()) {
      letClientSend(true);
    }
    if (isOpen() && !inClientRead) {
      stream.flush();
    }
  }

  private void startTunnel(ResponseHead head) {
    phase = Phase.TUNNEL;
    place = new TunnelPlace(rules, policy, request, who, endpoint());
    respondWith(head);
    flow.tunnel = true;
    flow.route = route;
    for (FlowListener listener : policy.listeners()) {
      listener.tunnel(flow, this::close);
    }
    client.upgrade(head);
    client.flush();
  }

  private void close() {
    executor.execute(() -> {
      if (phase == Phase.TUNNEL) {
        refuse(new Failure(Failure.Kind.DENIED, "an operator closed this tunnel"), new Headers());
      }
    });
  }

  @Override
  public void interim(ResponseHead head) {
    if (phase != Phase.STREAMING || responseStarted) {
      return;
    }
    policy.hops().inbound(head, route);
    client.interim(head);
    client.flush();
  }

  @Override
  public void response(ResponseHead head) {
    if (phase != Phase.STREAMING || responseStarted) {
      return;
    }
    Failure refusal = Replies.gatewayRefusal(head, endpoint());
    if (refusal != null) {
      refuse(refusal, new Headers());
    } else if (head.status() == 101) {
      switchProtocols(head);
    } else if (request.protocol() != null && head.status() < 300) {
      refuse(Replies.noUpgrade(), new Headers());
    } else {
      policy.hops().inbound(head, route);
      policy.replies().date(head, ticks);
      respondWith(head);
      client.respond(head);
    }
  }

  private void switchProtocols(ResponseHead head) {
    if (!WebSockets.isAccepted(head, Objects.requireNonNull(outbound))) {
      refuse(Replies.unaskedUpgrade(), new Headers());
      return;
    }
    policy.hops().inbound(head, route);
    // The request that asked has ended; what the client sends from now on has not.
    requestEnded &= request.protocol() != null;
    startTunnel(WebSockets.switched(head, request));
    sendHeld(open());
  }

  @Override
  public void chunk(ByteBuf chunk) {
    if (!isOpen()) {
      chunk.release();
      return;
    }
    progress.fromUpstream(chunk.readableBytes());
    flow.responseBytes += chunk.readableBytes();
    client.write(chunk);
    if (!client.writable()) {
      progress.clientTakes(false);
      open().reading(false);
    }
  }

  @Override
  public void end(@Nullable Headers trailers) {
    if (!isOpen()) {
      return;
    }
    responseEnded = true;
    if (phase != Phase.TUNNEL || requestEnded) {
      finished(null);
    }
    client.finish(trailers);
    client.flush();
  }

  @Override
  public void upstreamReadComplete() {
    if (isOpen()) {
      client.flush();
    }
  }

  @Override
  public void upstreamWritable() {
    if (takesBody()) {
      letClientSend(true);
    }
  }

  @Override
  public void upstreamFailed(Failure failure, boolean unprocessed) {
    if (phase == Phase.ENDED) {
      return;
    }
    boolean wasConnecting = phase == Phase.CONNECTING;
    claim = null;
    upstream = null;
    Route.Forward forward = (Route.Forward) route;
    if (mayRetry(unprocessed, wasConnecting)) {
      open(forward, endpoint(), true);
    } else if (wasConnecting && mayFallBack(forward, failure)) {
      open(forward, Objects.requireNonNull(forward.fallback()), false);
    } else {
      refuse(failure, new Headers());
    }
  }

  /** A pooled connection may have died between two requests: try once more, on a new one. */
  private boolean mayRetry(boolean unprocessed, boolean wasConnecting) {
    return !wasConnecting
        && phase == Phase.STREAMING
        && !responseStarted
        && sentBytes == 0
        && flow.attempts == 1
        && (unprocessed || (flow.upstreamReused && request.method().idempotent()));
  }

  private boolean mayFallBack(Route.Forward forward, Failure failure) {
    return failure.kind() == Failure.Kind.GATEWAY_UNREACHABLE
        && forward.fallback() != null
        && !forward.fallback().equals(endpoint);
  }

  /* ---------------- Ends ---------------- */

  private void answer(Answer answer) {
    boolean head = request.method().equals(Method.HEAD);
    Headers fields = policy.replies().complete(answer, flow, ticks);
    long length = head ? Body.NONE : answer.body().length;
    ResponseHead response =
        new ResponseHead(answer.status(), "", HttpVersion.HTTP_1_1, fields, length);
    respondWith(response);
    responseEnded = true;
    client.respond(response);
    if (length > 0) {
      flow.responseBytes += length;
      client.write(Unpooled.wrappedBuffer(answer.body()));
    }
    finished(flow.failure);
    client.finish(null);
    client.flush();
  }

  private void fault(RuntimeException fault) {
    if (phase != Phase.ENDED) {
      String kind = fault.getClass().getSimpleName();
      refuse(new Failure(Failure.Kind.INTERNAL, "an internal error: " + kind), new Headers());
    }
  }

  /** Strangers who come through the reverse door need not know what lies behind it. */
  private Failure shown(Failure failure) {
    boolean secret = route.door() == Door.REVERSE && failure.kind().side() == Failure.Side.UPSTREAM;
    return secret ? new Failure(failure.kind(), "the backend could not answer") : failure;
  }

  private void refuse(Failure failure, Headers fields) {
    flow.failure = failure;
    if (responseStarted) {
      finished(failure);
      client.abort(failure);
    } else {
      answer(policy.replies().of(shown(failure), request, fields));
    }
  }

  private void respondWith(ResponseHead head) {
    responseStarted = true;
    flow.status = head.status();
    flow.firstByteNanos = ticks.nanos() - flow.startNanos;
    if (observers != null) {
      for (Observer observer : observers) {
        observer.response(head);
      }
    }
  }

  private void endIfBothDone() {
    if (phase == Phase.TUNNEL && responseEnded) {
      finished(null);
    }
  }

  private void finished(@Nullable Failure failure) {
    phase = Phase.ENDED;
    if (held != null) {
      held.forEach(ByteBuf::release);
      held = null;
    }
    boolean clean = requestEnded && responseEnded && failure == null;
    if (claim != null && !clean) {
      claim.cancel();
    }
    claim = null;
    upstream = null;
    flow.route = route;
    flow.asked = nextFilter;
    flow.failure = failure;
    flow.durationNanos = ticks.nanos() - flow.startNanos;
    if (observers != null) {
      observers.forEach(observer -> observer.ended(flow));
    }
    for (FlowListener listener : policy.listeners()) {
      listener.ended(flow);
    }
  }

  private boolean isOpen() {
    return phase == Phase.STREAMING || phase == Phase.TUNNEL;
  }

  private UpstreamStream open() {
    return Objects.requireNonNull(upstream);
  }

  private Endpoint endpoint() {
    return Objects.requireNonNull(endpoint);
  }
}
