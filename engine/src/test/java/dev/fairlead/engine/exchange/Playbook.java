package dev.fairlead.engine.exchange;

import dev.fairlead.engine.filter.Filter;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One exchange between a client and upstreams that exist only here. A test plays both, and reads
 * off what the exchange told each, in order: no socket, no clock, no thread.
 */
final class Playbook {
  static final Duration READ = Duration.ofSeconds(10);
  static final Duration WRITE = Duration.ofSeconds(20);
  static final Duration FIRST_BYTE = Duration.ofSeconds(40);
  static final Duration IDLE = Duration.ofSeconds(60);

  private final List<String> log = new ArrayList<>();
  private final List<ByteBuf> buffers = new ArrayList<>();
  final List<FakeUpstream> dials = new ArrayList<>();
  final List<Flow> flows = new ArrayList<>();
  final List<Filter> filters = new ArrayList<>();
  final StillTicks ticks = new StillTicks();
  final StillLoop loop = new StillLoop();
  final ReplayBudget replay = new ReplayBudget(1 << 20);
  final FakeClient client = new FakeClient(log);
  Route route = forward(Door.FORWARD, Endpoint.Use.HTTP);
  Timeouts timeouts = new Timeouts(READ, WRITE, 0, IDLE, Duration.ZERO);
  Forwarding forwarding = new Forwarding(_ -> false);
  Client who = new Client(1, address("192.0.2.7", 4000), address("192.0.2.1", 80), null);
  @Nullable Policy policy;
  @Nullable ClientEvents exchange;

  static InetSocketAddress address(String ip, int port) {
    return new InetSocketAddress(ip, port);
  }

  static Endpoint endpoint(String host, Endpoint.Use use) {
    return new Endpoint(Host.parse(host), 80, false, null, use, false);
  }

  static Route.Forward forward(Door door, Endpoint.Use use) {
    return forward(door, endpoint("origin.example", use), null, Long.MAX_VALUE);
  }

  static Route.Forward forward(Door door, Endpoint to, @Nullable Endpoint fallback, long limit) {
    return new Route.Forward(door, "test", new OneTarget(to, fallback), null, FIRST_BYTE, limit);
  }

  static Route.Forward limited(long bytes) {
    return forward(Door.FORWARD, endpoint("origin.example", Endpoint.Use.HTTP), null, bytes);
  }

  Policy policy() {
    return new Policy(
        filters,
        (_, _) -> route,
        new Hops("us", forwarding),
        new Replies(),
        timeouts,
        replay,
        List.of(this::record));
  }

  private void record(Flow flow) {
    flows.add(flow);
    log.add("flow " + flow.status + (flow.failure == null ? "" : " " + flow.failure.kind()));
  }

  /* ---------------- The client ---------------- */

  /** The head has come. What follows is up to the test, the end of the request included. */
  Playbook begin(RequestHead request) {
    policy = policy();
    exchange =
        Exchange.begin(
            () -> Objects.requireNonNull(policy), this::open, loop, client, who, request, ticks);
    return this;
  }

  /** A request without a body that came in one read. */
  Playbook whole(RequestHead request) {
    begin(request);
    events().bodyEnd(null);
    events().clientReadComplete();
    return this;
  }

  private Claim open(Endpoint endpoint, boolean fresh, UpstreamEvents events) {
    log.add("dial " + endpoint.host().text() + (fresh ? " fresh" : ""));
    FakeUpstream dial = new FakeUpstream(log, events);
    dials.add(dial);
    return dial;
  }

  ClientEvents events() {
    return Objects.requireNonNull(exchange);
  }

  Playbook sends(String text) {
    events().body(bytes(text));
    return this;
  }

  Playbook ends() {
    events().bodyEnd(null);
    events().clientReadComplete();
    return this;
  }

  Playbook leaves() {
    client.gone = true;
    events().clientFailed(new Failure(Failure.Kind.CLIENT_GONE, "gone"));
    return this;
  }

  void clientTakesMore() {
    client.writable = true;
    events().clientWritable();
  }

  /* ---------------- The upstream ---------------- */

  FakeUpstream upstream() {
    return dials.getLast();
  }

  Playbook connects() {
    return connects(false);
  }

  Playbook connects(boolean reused) {
    FakeUpstream to = upstream();
    to.connected = true;
    to.events.connected(to, new UpstreamFacts(null, HttpVersion.HTTP_1_1, reused, 1, 2, 3));
    return this;
  }

  Playbook answers(int status, String... fields) {
    upstream().events.response(head(status, fields));
    return this;
  }

  Playbook interim(int status) {
    upstream().events.interim(head(status));
    return this;
  }

  private static ResponseHead head(int status, String... fields) {
    Headers headers = new Headers();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return new ResponseHead(status, "", HttpVersion.HTTP_1_1, headers, -1);
  }

  Playbook gives(String text) {
    upstream().events.chunk(bytes(text));
    return this;
  }

  Playbook completes() {
    upstream().events.end(null);
    return this;
  }

  Playbook fails(Failure.Kind kind, boolean unprocessed) {
    upstream().over = true;
    upstream().events.upstreamFailed(new Failure(kind, "failed"), unprocessed);
    return this;
  }

  /* ---------------- Time ---------------- */

  Playbook tick() {
    events().tick(ticks.nanos());
    return this;
  }

  /** Lets a time pass, with a tick at its beginning and one just after its end. */
  Playbook passes(Duration time) {
    tick();
    ticks.pass(time.plusMillis(1));
    return tick();
  }

  /* ---------------- What came of it ---------------- */

  ByteBuf bytes(String text) {
    ByteBuf buffer = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    buffers.add(buffer);
    return buffer;
  }

  /** Buffers that nobody has released. */
  long leaks() {
    return buffers.stream().filter(buffer -> buffer.refCnt() > 0).count();
  }

  /** What was said since the last call, without flushes. */
  List<String> told() {
    List<String> told = log.stream().filter(line -> !line.endsWith("flush")).toList();
    log.clear();
    return told;
  }

  /** What was said since the last call, all of it. */
  List<String> toldExactly() {
    List<String> told = List.copyOf(log);
    log.clear();
    return told;
  }

  Playbook forget() {
    log.clear();
    return this;
  }

  ResponseHead response() {
    return Objects.requireNonNull(client.head);
  }

  RequestHead sent() {
    return Objects.requireNonNull(upstream().head);
  }
}
