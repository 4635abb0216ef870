package dev.fairlead.engine.exchange;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * One request and its response. Two halves feed it: the client's connection (ClientEvents) and, once
 * there is one, the upstream (UpstreamEvents); it answers through ClientStream and UpstreamStream.
 * Everything happens on one event loop, so there is no lock; nothing waits, so there is no thread.
 *
 *   FILTERING --> JUDGING --> CONNECTING --> STREAMING --> LEAVING --> ENDED
 *       |            |            |  ^          | '-> TUNNEL ------------^
 *       |            |            |  '-- again -'                        |
 *       '------------'------------'---- refused, answered ---------------'
 *
 * Bytes are passed on as they come. What arrives before the upstream stands is held, and the client
 * is told to wait after the first piece, so that no more than one read is ever held. A side that
 * cannot take more stops the other from reading. Flushes happen where a read ends: once for all that
 * one read brought. Where a filter put steps into the way of a body, the bytes take that way; a step
 * that wants to judge a body before anything of it is seen elsewhere keeps the head waiting, too.
 */

/** The state machine of one request and its response; read {@link #begin} and {@link #passed}. */
public final class Exchange implements ClientEvents, UpstreamEvents, Filtering.Outcome {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private enum Phase {
    /** Filters are asked, or one of them is waited for. */
    FILTERING,
    /** A step looks at the request's body before the upstream is asked. */
    JUDGING,
    CONNECTING,
    STREAMING,
    TUNNEL,
    /** The upstream is done; a step still holds the end of its response. */
    LEAVING,
    ENDED
  }

  private final Supplier<Policy> inForce;
  private final Policy policy;
  private final Upstreams upstreams;
  private final ClientStream client;
  private final Client peer;
  private final RequestHead request;
  private final Ticks ticks;
  private final Flow flow;
  private final Progress progress;
  private final Filtering filters;
  private final RequestBody body;
  private Phase phase = Phase.FILTERING;
  private @Nullable Lease lease;
  private @Nullable Claim claim;
  private @Nullable UpstreamStream upstream;
  private @Nullable RequestHead outbound;
  private @Nullable ResponseHead withheld;
  private @Nullable TunnelPlace place;
  private boolean inClientRead = true;
  private boolean inUpstreamRead;
  private boolean requestEnded;
  private boolean responseStarted;
  private boolean responseEnded;

  private Exchange(
      Supplier<Policy> inForce,
      Upstreams upstreams,
      ScheduledExecutorService executor,
      ClientStream client,
      Client peer,
      RequestHead request,
      Ticks ticks) {
    this.inForce = inForce;
    this.policy = inForce.get();
    this.upstreams = upstreams;
    this.client = client;
    this.peer = peer;
    this.request = request;
    this.ticks = ticks;
    this.flow =
        new Flow(
            peer,
            request.version(),
            request.method().name(),
            request.authority() == null ? "" : request.authority().toString(),
            request.path(),
            ticks.nanos(),
            ticks.millis());
    this.progress = new Progress(policy.timeouts());
    this.body = new RequestBody(policy.replay());
    Route route = policy.router().route(request, peer);
    this.filters = new Filtering(policy.filters(), request, peer, route, flow, executor, this);
  }

  /**
   * Begins an exchange for a head that has just been read.
   *
   * @param inForce the rules that hold now; an exchange keeps the ones it began with, and a tunnel
   *     asks again whether it may stay
   */
  public static ClientEvents begin(
      Supplier<Policy> inForce,
      Upstreams upstreams,
      ScheduledExecutorService executor,
      ClientStream client,
      Client peer,
      RequestHead request,
      Ticks ticks) {
    Exchange exchange = new Exchange(inForce, upstreams, executor, client, peer, request, ticks);
    try {
      exchange.filters.proceed();
    } catch (RuntimeException fault) {
      exchange.broken(fault);
    }
    return exchange;
  }

  /** Records a request that was no message: there is no exchange, but there is a flow. */
  public static void rejected(Policy policy, Client peer, Failure failure, Ticks ticks) {
    Flow flow = new Flow(peer, HttpVersion.HTTP_1_1, "-", "", "-", ticks.nanos(), ticks.millis());
    flow.status = failure.status();
    flow.failure = failure;
    policy.listeners().forEach(listener -> listener.ended(flow));
  }

  /* ---------------- What filters say ---------------- */

  /** No filter objects: follow the route. */
  @Override
  public void passed() {
    progress.restart();
    switch (filters.route()) {
      case Route.Local local -> answer(local.service().apply(request));
      case Route.Refused refused -> refuse(refused.failure());
      case Route.Forward forward -> follow(forward);
    }
  }

  @Override
  public void decided(String filter, Verdict verdict) {
    flow.decidedBy = filter;
    if (verdict instanceof Verdict.Respond respond) {
      answer(respond.answer());
    } else if (verdict instanceof Verdict.Refuse refuse) {
      refuse(refuse.failure(), refuse.fields());
    }
  }

  /** A fault of ours costs this exchange its answer, not the connection its other streams. */
  @Override
  public void broken(RuntimeException fault) {
    LOG.error("exchange {} broke", flow.id(), fault);
    if (phase != Phase.ENDED) {
      refuse(new Failure(Failure.Kind.INTERNAL, "an internal error; the log says more"));
    }
  }

  private void follow(Route.Forward forward) {
    if (request.bodyLength() > forward.bodyLimit()) {
      refuse(Replies.tooLarge(forward.bodyLimit()));
      return;
    }
    body.replayLimit(forward.targets().replayLimit());
    Passage passage = filters.requestPassage();
    if (passage != null && passage.holdsHead() && request.bodyLength() != Body.NONE) {
      phase = Phase.JUDGING;
      letContinue();
      pass(passage);
    } else {
      connect();
      if (passage != null && phase != Phase.ENDED) {
        pass(passage);
      }
    }
  }

  /** Who asks for leave to send a body gets it from us, where we are the ones who read it first. */
  private void letContinue() {
    if (request.headers().contains(FieldName.EXPECT)) {
      request.headers().remove(FieldName.EXPECT);
      client.interim(Replies.proceed());
      client.flush();
    }
  }

  /** Sends what came while filters were asked through the steps they left. */
  private void pass(Passage passage) {
    boolean whole = body.ended();
    body.reopen();
    for (int left = body.waiting(); left > 0 && phase != Phase.ENDED; left--) {
      passage.chunk(Objects.requireNonNull(body.next()));
    }
    if (whole && phase != Phase.ENDED) {
      passage.end(body.trailers());
    }
    if (phase != Phase.ENDED) {
      clientMaySend();
    }
  }

  /* ---------------- Attempts ---------------- */

  private void connect() {
    lease = forward().targets().first(request, peer);
    if (lease == null) {
      refuse(forward().targets().unavailable());
    } else {
      attempt(lease, false);
    }
  }

  private void attempt(Lease to, boolean fresh) {
    phase = Phase.CONNECTING;
    upstream = null;
    flow.attempt = new Attempt(flow.attempt, to.endpoint(), sinceStart());
    int number = ++flow.attempts;
    Claim opened = upstreams.open(to.endpoint(), fresh, this);
    if (phase == Phase.CONNECTING && flow.attempts == number) {
      claim = opened;
    }
  }

  /** Another attempt elsewhere, where there is a place and it cannot do harm. */
  private boolean attemptElsewhere(Failure why) {
    Lease failed = lease();
    failed.failed(why);
    Lease other = isResendable() ? forward().targets().next(request, peer, failed, why) : null;
    if (other == null) {
      return false;
    }
    failed.ended();
    lease = other;
    body.rewind();
    attempt(other, false);
    return true;
  }

  private boolean isResendable() {
    return !responseStarted && withheld == null && body.resendable();
  }

  private void attemptEnded(@Nullable Failure failure) {
    Attempt attempt = flow.attempt;
    if (attempt != null && attempt.endNanos == 0) {
      attempt.failure = failure;
      attempt.endNanos = sinceStart();
    }
  }

  /* ---------------- From the client ---------------- */

  @Override
  public void body(ByteBuf chunk) {
    if (isOver()) {
      chunk.release();
      return;
    }
    inClientRead = true;
    progress.fromClient(chunk.readableBytes());
    flow.requestBytes += chunk.readableBytes();
    if (exceedsLimit()) {
      chunk.release();
      refuse(Replies.tooLarge(forward().bodyLimit()));
    } else if (filters.requestPassage() != null && phase != Phase.FILTERING) {
      filters.requestPassage().chunk(chunk);
    } else {
      requestChunk(chunk);
    }
  }

  private void requestChunk(ByteBuf chunk) {
    if (takesBody()) {
      send(chunk);
    } else {
      body.hold(chunk);
      clientMaySend();
    }
  }

  /** Bytes behind an extended CONNECT belong to the tunnel: nothing may see them before the 101. */
  private boolean takesBody() {
    return phase == Phase.TUNNEL || (phase == Phase.STREAMING && request.protocol() == null);
  }

  private boolean exceedsLimit() {
    return phase != Phase.TUNNEL
        && filters.route() instanceof Route.Forward forward
        && flow.requestBytes > forward.bodyLimit();
  }

  private void send(ByteBuf chunk) {
    UpstreamStream to = upstream();
    if (phase == Phase.STREAMING) {
      body.sending(chunk);
    }
    to.write(chunk);
    if (!to.writable()) {
      clientMaySend();
    }
  }

  /** A client that is held back is not blamed for being slow. */
  private void clientMaySend() {
    Passage passage = filters.requestPassage();
    boolean may =
        (passage == null || passage.wanting())
            && (takesBody() ? upstream().writable() : !body.holding());
    progress.upstreamTakes(may);
    client.reading(may);
  }

  @Override
  public void bodyEnd(@Nullable Headers trailers) {
    requestEnded = true;
    if (isOver()) {
      return;
    }
    Passage passage = filters.requestPassage();
    if (passage == null || phase == Phase.FILTERING) {
      requestEnd(trailers);
    } else {
      passage.end(trailers);
    }
  }

  private void requestEnd(@Nullable Headers trailers) {
    body.end(trailers);
    if (takesBody()) {
      upstream().finish(trailers);
      endIfBothDone();
    }
  }

  @Override
  public void clientReadComplete() {
    inClientRead = false;
    if (isFlowing()) {
      upstream().flush();
    }
  }

  @Override
  public void clientWritable() {
    progress.clientTakes(true);
    upstreamMaySend();
  }

  private void upstreamMaySend() {
    if (isFlowing()) {
      Passage passage = filters.responsePassage();
      upstream().reading(client.writable() && (passage == null || passage.wanting()));
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
    Failure late =
        switch (phase) {
          case TUNNEL -> tunnelEnd(nanos);
          case STREAMING, LEAVING -> late(nanos, isAsked());
          case JUDGING -> requestEnded ? null : late(nanos, false);
          // Filters and dials have their own time-outs; a client that waits for them is not slow.
          case FILTERING, CONNECTING, ENDED -> null;
        };
    if (late != null) {
      refuse(late);
    }
  }

  /** Behind an extended CONNECT nothing is due from the client before the 101. */
  private boolean isAsked() {
    return requestEnded || request.protocol() != null;
  }

  private @Nullable Failure late(long nanos, boolean asked) {
    long firstByte = forward().firstByte().toNanos();
    boolean answering = responseStarted || withheld != null;
    return progress.exchange(nanos, asked, answering, firstByte, client.unsent());
  }

  private @Nullable Failure tunnelEnd(long nanos) {
    Failure moved = Objects.requireNonNull(place).late(nanos);
    return moved != null ? moved : progress.tunnel(nanos);
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
    facts.describe(Objects.requireNonNull(flow.attempt));
    if (forward().door() == Door.TUNNEL) {
      startTunnel(Replies.established());
    } else {
      phase = Phase.STREAMING;
      stream.send(outbound());
    }
    sendHeld(stream);
  }

  private RequestHead outbound() {
    outbound =
        outbound == null
            ? policy.hops().outbound(request, peer, forward(), lease().endpoint())
            : Hops.redirected(outbound, forward(), lease().endpoint());
    return outbound;
  }

  private void sendHeld(UpstreamStream stream) {
    while (takesBody() && body.holding()) {
      send(Objects.requireNonNull(body.next()));
    }
    if (takesBody() && body.ended()) {
      stream.finish(body.trailers());
    }
    if (takesBody() && stream.writable()) {
      clientMaySend();
    }
    if (isFlowing() && !inClientRead) {
      stream.flush();
    }
  }

  private void startTunnel(ResponseHead head) {
    phase = Phase.TUNNEL;
    place = new TunnelPlace(inForce, policy, request, peer, lease().endpoint());
    answering(head);
    respondWith(head);
    client.upgrade(head);
    client.flush();
  }

  @Override
  public void interim(ResponseHead head) {
    if (phase != Phase.STREAMING || responseStarted) {
      return;
    }
    policy.hops().inbound(head, filters.route());
    client.interim(head);
    client.flush();
  }

  @Override
  public void response(ResponseHead head) {
    if (phase != Phase.STREAMING || responseStarted || withheld != null) {
      return;
    }
    inUpstreamRead = true;
    Failure refusal = Replies.gatewayRefusal(head, lease().endpoint());
    if (refusal != null) {
      refuse(refusal);
    } else if (head.status() == 101) {
      switchProtocols(head);
    } else if (request.protocol() != null && head.status() < 300) {
      refuse(Replies.noUpgrade());
    } else if (!isTriedElsewhere(head)) {
      relay(head);
    }
  }

  private boolean isTriedElsewhere(ResponseHead head) {
    if (!forward().targets().rejects(head.status()) || !request.method().idempotent()) {
      return false;
    }
    Claim rejected = Objects.requireNonNull(claim);
    answered(head);
    attemptEnded(Replies.rejected(head.status()));
    if (!attemptElsewhere(Replies.rejected(head.status()))) {
      return false;
    }
    rejected.cancel();
    return true;
  }

  private void relay(ResponseHead head) {
    policy.hops().inbound(head, filters.route());
    policy.replies().date(head, ticks);
    answering(head);
    Passage passage = filters.responsePassage();
    if (passage != null && passage.holdsHead() && head.bodyLength() != Body.NONE) {
      withheld = head;
    } else {
      respondWith(head);
      client.respond(head);
    }
  }

  /** The upstream has answered, and observers may have their say. */
  private void answering(ResponseHead head) {
    answered(head);
    body.forget();
    filters.responding(head);
  }

  private void answered(ResponseHead head) {
    Attempt attempt = Objects.requireNonNull(flow.attempt);
    if (attempt.status == 0) {
      attempt.status = head.status();
      attempt.firstByteNanos = sinceStart();
      lease().responded(head.status(), attempt.firstByteNanos - attempt.startNanos);
    }
  }

  private void switchProtocols(ResponseHead head) {
    if (!WebSockets.isAccepted(head, Objects.requireNonNull(outbound))) {
      refuse(Replies.unaskedUpgrade());
      return;
    }
    policy.hops().inbound(head, filters.route());
    if (request.protocol() == null) {
      // The request that asked has ended; what the client sends from now on has not.
      requestEnded = false;
      body.reopen();
    }
    startTunnel(WebSockets.switched(head, request));
    sendHeld(upstream());
  }

  @Override
  public void chunk(ByteBuf chunk) {
    if (!isFlowing()) {
      chunk.release();
      return;
    }
    inUpstreamRead = true;
    progress.fromUpstream(chunk.readableBytes());
    Passage passage = filters.responsePassage();
    if (passage == null) {
      responseChunk(chunk);
    } else {
      passage.chunk(chunk);
    }
  }

  private void responseChunk(ByteBuf chunk) {
    flow.responseBytes += chunk.readableBytes();
    client.write(chunk);
    if (!client.writable()) {
      progress.clientTakes(false);
      upstreamMaySend();
    }
  }

  @Override
  public void end(@Nullable Headers trailers) {
    if (!isFlowing()) {
      return;
    }
    Passage passage = filters.responsePassage();
    if (passage == null) {
      responseEnd(trailers);
      return;
    }
    inUpstreamRead = false;
    if (phase == Phase.STREAMING) {
      // From here on the connection may serve another exchange.
      leave();
    }
    passage.end(trailers);
  }

  private void leave() {
    phase = Phase.LEAVING;
    if (claim != null && !body.ended()) {
      claim.cancel();
    }
    claim = null;
    upstream = null;
  }

  private void responseEnd(@Nullable Headers trailers) {
    responseEnded = true;
    if (phase != Phase.TUNNEL || body.ended()) {
      finished(null);
    }
    client.finish(trailers);
    client.flush();
  }

  @Override
  public void upstreamReadComplete() {
    inUpstreamRead = false;
    if (isFlowing()) {
      client.flush();
    }
  }

  @Override
  public void upstreamWritable() {
    if (takesBody()) {
      clientMaySend();
    }
  }

  @Override
  public void upstreamFailed(Failure failure, boolean unprocessed) {
    if (phase == Phase.ENDED) {
      return;
    }
    boolean connecting = phase == Phase.CONNECTING;
    boolean harmless = connecting || unprocessed || request.method().idempotent();
    claim = null;
    upstream = null;
    attemptEnded(failure);
    if (!connecting && isStale(unprocessed)) {
      body.rewind();
      attempt(lease(), true);
    } else if (phase == Phase.TUNNEL || !harmless || !attemptElsewhere(failure)) {
      refuse(failure);
    }
  }

  /** A pooled connection may have died between two requests: try once more, on a new one. */
  private boolean isStale(boolean unprocessed) {
    boolean reused = Objects.requireNonNull(flow.attempt).reused;
    return phase == Phase.STREAMING
        && flow.attempts == 1
        && isResendable()
        && (unprocessed || (reused && request.method().idempotent()));
  }

  /* ---------------- From the steps that filters put into the way ---------------- */

  @Override
  public Passage.Exit towardsUpstream() {
    return new Passage.Exit() {
      @Override
      public void chunk(ByteBuf chunk) {
        requestChunk(chunk);
        connectIfJudged();
      }

      @Override
      public void end(@Nullable Headers trailers) {
        requestEnd(trailers);
        connectIfJudged();
      }

      @Override
      public void flush() {
        if (isFlowing()) {
          upstream().flush();
        }
      }

      @Override
      public void wanting() {
        if (phase != Phase.FILTERING && phase != Phase.ENDED) {
          clientMaySend();
        }
      }

      @Override
      public void refuse(String filter, Failure failure) {
        refusedBy(filter, failure);
      }
    };
  }

  private void connectIfJudged() {
    if (phase == Phase.JUDGING) {
      connect();
    }
  }

  @Override
  public Passage.Exit towardsClient() {
    return new Passage.Exit() {
      @Override
      public void chunk(ByteBuf chunk) {
        releaseHead();
        responseChunk(chunk);
      }

      @Override
      public void end(@Nullable Headers trailers) {
        releaseHead();
        responseEnd(trailers);
      }

      @Override
      public void flush() {
        if (!inUpstreamRead && responseStarted) {
          client.flush();
        }
      }

      @Override
      public void wanting() {
        upstreamMaySend();
      }

      @Override
      public void refuse(String filter, Failure failure) {
        refusedBy(filter, failure);
      }
    };
  }

  private void releaseHead() {
    if (withheld != null) {
      ResponseHead head = withheld;
      withheld = null;
      respondWith(head);
      client.respond(head);
    }
  }

  private void refusedBy(String filter, Failure failure) {
    if (phase != Phase.ENDED) {
      flow.decidedBy = filter;
      refuse(failure);
    }
  }

  /* ---------------- Ends ---------------- */

  private void answer(Answer answer) {
    boolean head = request.method().equals(Method.HEAD);
    Headers fields = policy.replies().complete(answer, flow, ticks);
    long length = head ? Body.NONE : answer.body().length;
    ResponseHead response =
        new ResponseHead(answer.status(), "", HttpVersion.HTTP_1_1, fields, length);
    filters.responding(response);
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

  /** Strangers who come through the reverse door need not know what lies behind it. */
  private Failure shown(Failure failure) {
    boolean secret =
        filters.route().door() == Door.REVERSE && failure.kind().side() == Failure.Side.UPSTREAM;
    return secret ? new Failure(failure.kind(), "the backend could not answer") : failure;
  }

  private void refuse(Failure failure) {
    refuse(failure, new Headers());
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
    flow.firstByteNanos = sinceStart();
  }

  private void endIfBothDone() {
    if (phase == Phase.TUNNEL && responseEnded) {
      finished(null);
    }
  }

  private void finished(@Nullable Failure failure) {
    phase = Phase.ENDED;
    boolean clean = body.ended() && responseEnded && failure == null;
    if (claim != null && !clean) {
      claim.cancel();
    }
    claim = null;
    upstream = null;
    withheld = null;
    body.release();
    filters.close();
    attemptEnded(failure);
    if (lease != null) {
      lease.ended();
      lease = null;
    }
    flow.route = filters.route();
    flow.failure = failure;
    flow.durationNanos = sinceStart();
    filters.ended();
    for (FlowListener listener : policy.listeners()) {
      listener.ended(flow);
    }
  }

  private long sinceStart() {
    return ticks.nanos() - flow.startNanos;
  }

  private boolean isFlowing() {
    return phase == Phase.STREAMING || phase == Phase.TUNNEL;
  }

  private boolean isOver() {
    return phase == Phase.LEAVING || phase == Phase.ENDED;
  }

  private Route.Forward forward() {
    return (Route.Forward) filters.route();
  }

  private UpstreamStream upstream() {
    return Objects.requireNonNull(upstream);
  }

  private Lease lease() {
    return Objects.requireNonNull(lease);
  }
}
