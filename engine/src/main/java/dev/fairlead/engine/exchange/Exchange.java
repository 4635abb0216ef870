package dev.fairlead.engine.exchange;

import dev.fairlead.engine.filter.Verdict;
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
public final class Exchange
    implements ClientEvents, UpstreamEvents, Filtering.Outcome, Upload.Owner, Download.Owner {
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
  private final ClientStream client;
  private final Client peer;
  private final RequestHead request;
  private final Ticks ticks;
  private final Flow flow;
  private final Progress progress;
  private final Filtering filters;
  private final Attempts attempts;
  private final Upload upload;
  private final Download download;
  private Phase phase = Phase.FILTERING;
  private @Nullable RequestHead outbound;
  private @Nullable TunnelPlace place;
  private boolean continued;
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
    Route route = policy.router().route(request, peer);
    this.filters = new Filtering(policy.filters(), request, peer, route, flow, executor, this);
    this.attempts = new Attempts(upstreams, this, request, peer, flow, ticks);
    this.progress = new Progress(policy.timeouts());
    this.upload = new Upload(this, client, progress, policy.replay());
    this.download = new Download(this, client, progress, flow);
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

  @Override
  public Passage.Exit towardsUpstream() {
    return upload;
  }

  @Override
  public Passage.Exit towardsClient() {
    return download;
  }

  private void follow(Route.Forward forward) {
    if (request.bodyLength() > forward.bodyLimit()) {
      refuse(Replies.tooLarge(forward.bodyLimit()));
      return;
    }
    upload.replayLimit(forward.targets().replayLimit());
    Passage steps = filters.requestPassage();
    if (steps != null && steps.holdsHead() && request.bodyLength() != Body.NONE) {
      phase = Phase.JUDGING;
      letContinue();
    } else {
      phase = Phase.CONNECTING;
    }
    // Before there is an upstream, so that nothing reaches it past the steps.
    boolean waited = steps != null && upload.pass(steps);
    if (phase == Phase.CONNECTING && !attempts.begun()) {
      connect();
    }
    if (waited && phase != Phase.ENDED) {
      upload.passed();
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

  @Override
  public void judged() {
    if (phase == Phase.JUDGING) {
      connect();
    }
  }

  @Override
  public void refusedBy(String filter, Failure failure) {
    if (phase != Phase.ENDED) {
      flow.decidedBy = filter;
      refuse(failure);
    }
  }

  /* ---------------- Attempts ---------------- */

  private void connect() {
    if (attempts.begin(forward().targets())) {
      attempt(false);
    } else {
      refuse(forward().targets().unavailable());
    }
  }

  private void attempt(boolean fresh) {
    phase = Phase.CONNECTING;
    download.stop();
    attempts.open(fresh);
  }

  /** Another attempt elsewhere, where there is a place and it cannot do harm. */
  private boolean attemptElsewhere(Failure why) {
    if (!isResendable() || !attempts.moveOn(forward().targets(), why)) {
      return false;
    }
    upload.rewind();
    attempt(false);
    return true;
  }

  private boolean isResendable() {
    return !responseStarted && !download.isWithheld() && upload.isResendable();
  }

  /* ---------------- From the client ---------------- */

  @Override
  public void body(ByteBuf chunk) {
    if (isOver()) {
      chunk.release();
      return;
    }
    progress.fromClient(chunk.readableBytes());
    flow.requestBytes += chunk.readableBytes();
    if (exceedsLimit()) {
      chunk.release();
      refuse(Replies.tooLarge(forward().bodyLimit()));
    } else {
      upload.chunk(chunk, phase != Phase.FILTERING);
    }
  }

  private boolean exceedsLimit() {
    return phase != Phase.TUNNEL
        && filters.route() instanceof Route.Forward forward
        && flow.requestBytes > forward.bodyLimit();
  }

  @Override
  public void bodyEnd(@Nullable Headers trailers) {
    if (!isOver()) {
      upload.end(trailers, phase != Phase.FILTERING);
    }
  }

  @Override
  public void uploaded() {
    if (phase == Phase.TUNNEL && responseEnded) {
      finished(null);
    }
  }

  @Override
  public void clientReadComplete() {
    upload.readComplete();
  }

  @Override
  public void clientWritable() {
    download.clientWritable();
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
    if (upload.isDelayed() || download.isDelayed(phase == Phase.LEAVING)) {
      progress.excuse(nanos);
    }
    Failure late =
        switch (phase) {
          case TUNNEL -> tunnelEnd(nanos);
          case STREAMING, LEAVING -> late(nanos, isUpstreamsTurn());
          case JUDGING -> upload.isWhole() ? null : late(nanos, false);
          // Filters and dials have their own time-outs; a client that waits for them is not slow.
          case FILTERING, CONNECTING, ENDED -> null;
        };
    if (late != null && !isTriedElsewhere(late)) {
      refuse(late);
    }
  }

  /** A target that does not answer in time leaves its place to another, if that does no harm. */
  private boolean isTriedElsewhere(Failure late) {
    return phase == Phase.STREAMING
        && late.kind() == Failure.Kind.RESPONSE_TIMEOUT
        && request.method().idempotent()
        && attempts.supersede(late, this::attemptElsewhere);
  }

  /** Behind an extended CONNECT nothing is due from the client before the 101. */
  private boolean isUpstreamsTurn() {
    return upload.isWhole() || request.protocol() != null || isWaitingForLeave();
  }

  /** Whether the client holds its body back until it is told to send it (RFC 9110 §10.1.1). */
  private boolean isWaitingForLeave() {
    return !continued
        && flow.requestBytes == 0
        && request.headers().is(FieldName.EXPECT, "100-continue");
  }

  private @Nullable Failure late(long nanos, boolean asked) {
    long firstByte = forward().firstByte().toNanos();
    boolean answering = responseStarted || download.isWithheld();
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
    attempts.connected(stream, facts);
    progress.restart();
    download.flowFrom(stream);
    if (forward().door() == Door.TUNNEL) {
      startTunnel(Replies.established(), stream);
    } else {
      phase = Phase.STREAMING;
      stream.send(outbound());
      startBody(stream);
    }
  }

  /** Bytes behind an extended CONNECT belong to the tunnel: nothing may see them before the 101. */
  private void startBody(UpstreamStream stream) {
    if (request.protocol() == null) {
      upload.flowTo(stream);
    } else {
      upload.headTo(stream);
    }
    upload.flushUnlessReading();
  }

  private RequestHead outbound() {
    outbound =
        outbound == null
            ? policy.hops().outbound(request, peer, forward(), attempts.endpoint())
            : Hops.redirected(outbound, forward(), attempts.endpoint());
    return outbound;
  }

  private void startTunnel(ResponseHead head, UpstreamStream stream) {
    phase = Phase.TUNNEL;
    place = new TunnelPlace(inForce, policy, request, peer, attempts.endpoint());
    answered(head);
    flow.tunnel = true;
    flow.route = filters.route();
    for (FlowListener listener : policy.listeners()) {
      listener.tunnel(flow, this::close);
    }
    download.tunnel(head, filters.responsePassage());
    upload.flowTo(stream);
    upload.flushUnlessReading();
  }

  private void close() {
    filters
        .executor()
        .execute(() -> {
          if (phase == Phase.TUNNEL) {
            refuse(new Failure(Failure.Kind.DENIED, "an operator closed this tunnel"));
          }
        });
  }

  @Override
  public void interim(ResponseHead head) {
    if (phase == Phase.STREAMING && !isAnswering()) {
      if (head.status() == 100) {
        continued = true;
        progress.restart();
      }
      policy.hops().inbound(head, filters.route());
      client.interim(head);
      client.flush();
    }
  }

  private boolean isAnswering() {
    return responseStarted || download.isWithheld();
  }

  @Override
  public void response(ResponseHead head) {
    if (phase != Phase.STREAMING || isAnswering()) {
      return;
    }
    Failure refusal = Replies.gatewayRefusal(head, attempts.endpoint());
    if (refusal != null) {
      refuse(refusal);
    } else if (head.status() == 101) {
      switchProtocols(head);
    } else if (request.protocol() != null && head.status() < 300) {
      refuse(Replies.noUpgrade());
    } else if (!isTriedElsewhere(head)) {
      policy.hops().inbound(head, filters.route());
      policy.replies().date(head, ticks);
      answered(head);
      download.head(head, filters.responsePassage());
    }
  }

  private boolean isTriedElsewhere(ResponseHead head) {
    return forward().targets().rejects(head.status())
        && request.method().idempotent()
        && attempts.supersede(head.status(), this::attemptElsewhere);
  }

  /** The response is the last word; observers may have theirs. */
  private void answered(ResponseHead head) {
    attempts.relayed(head);
    upload.settled();
    filters.responding(head);
  }

  private void switchProtocols(ResponseHead head) {
    if (!WebSockets.isAccepted(head, Objects.requireNonNull(outbound))) {
      refuse(Replies.unaskedUpgrade());
      return;
    }
    policy.hops().inbound(head, filters.route());
    if (request.protocol() == null) {
      // The request that asked has ended; what the client sends from now on has not.
      upload.reopen();
    }
    startTunnel(WebSockets.switched(head, request), attempts.stream());
  }

  @Override
  public void responding(ResponseHead head) {
    responseStarted = true;
    flow.status = head.status();
    flow.firstByteNanos = sinceStart();
  }

  @Override
  public void chunk(ByteBuf chunk) {
    if (isFlowing()) {
      download.fromUpstream(chunk);
    } else {
      chunk.release();
    }
  }

  @Override
  public void end(@Nullable Headers trailers) {
    if (!isFlowing()) {
      return;
    }
    boolean leaving = phase == Phase.STREAMING && download.hasSteps();
    if (leaving) {
      leave();
    }
    download.fromUpstreamEnd(trailers, leaving);
  }

  /** Steps may hold the end of the response; the connection may serve another exchange by then. */
  private void leave() {
    phase = Phase.LEAVING;
    upload.stop();
    if (upload.isDone()) {
      attempts.settled(null);
    } else {
      attempts.cancelled(null);
    }
  }

  @Override
  public void downloaded() {
    responseEnded = true;
    if (phase != Phase.TUNNEL || upload.isDone()) {
      finished(null);
    }
  }

  @Override
  public void upstreamReadComplete() {
    if (isFlowing()) {
      download.readComplete();
    }
  }

  @Override
  public void upstreamWritable() {
    upload.upstreamWritable();
  }

  @Override
  public void upstreamFailed(Failure failure, boolean unprocessed) {
    if (phase == Phase.ENDED) {
      return;
    }
    attempts.settled(failure);
    upload.stop();
    boolean connecting = phase == Phase.CONNECTING;
    boolean harmless = connecting || unprocessed || request.method().idempotent();
    if (phase == Phase.STREAMING && isStale(unprocessed)) {
      upload.rewind();
      attempt(true);
    } else if (phase == Phase.TUNNEL || !harmless || !attemptElsewhere(failure)) {
      refuse(failure);
    }
  }

  /** A pooled connection may have died between two requests: try once more, on a new one. */
  private boolean isStale(boolean unprocessed) {
    return attempts.isFirst()
        && isResendable()
        && (unprocessed || (attempts.isReused() && request.method().idempotent()));
  }

  /* ---------------- Ends ---------------- */

  private void answer(Answer answer) {
    boolean head = request.method().equals(Method.HEAD);
    Headers fields = policy.replies().complete(answer, flow, ticks);
    long length = head ? Body.NONE : answer.body().length;
    ResponseHead response =
        new ResponseHead(answer.status(), "", HttpVersion.HTTP_1_1, fields, length);
    filters.responding(response);
    responding(response);
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

  private void finished(@Nullable Failure failure) {
    phase = Phase.ENDED;
    if (upload.isDone() && responseEnded && failure == null) {
      attempts.settled(null);
    } else {
      attempts.cancelled(failure);
    }
    attempts.close(failure);
    download.stop();
    upload.release();
    filters.close();
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
}
