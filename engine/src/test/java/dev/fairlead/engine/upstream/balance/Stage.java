package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Lease;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Targets;
import dev.fairlead.engine.upstream.balance.GroupPolicy.Breaking;
import dev.fairlead.engine.upstream.balance.GroupPolicy.Outliers;
import dev.fairlead.engine.upstream.balance.GroupPolicy.Retries;
import dev.fairlead.engine.upstream.balance.GroupPolicy.Sharing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Groups whose time stands still and whose dice are loaded, and short words for using them. */
final class Stage {
  static final Failure REFUSED = new Failure(Failure.Kind.CONNECTION_REFUSED, "refused");
  static final List<StatusRange> GATEWAY_ERRORS = List.of(new StatusRange(502, 504));

  long nanos = Duration.ofDays(3).toNanos();
  final Random random = new Random(42);
  final Balance balance = new Balance(new Chance(() -> nanos, random::nextInt));
  Sharing sharing = Sharing.WEIGHTED;
  HashKey key = new HashKey.ByClient();
  @Nullable Sticky sticky;
  Outliers outliers =
      new Outliers(3, GATEWAY_ERRORS, Duration.ofSeconds(10), Duration.ofSeconds(25), 50);
  Retries retries = new Retries(2, List.of(), 20, 100, 1024);
  Duration slowStart = Duration.ZERO;
  int panic;
  @Nullable Breaking breaker;
  @Nullable Checkup checkup;

  GroupPolicy policy() {
    return new GroupPolicy(
        sharing, key, sticky, outliers, retries, slowStart, panic, breaker, checkup);
  }

  /** Puts a group into force. */
  Group group(TargetSpec... specs) {
    Group group = balance.group("g", "g", policy(), List.of(specs));
    balance.use(List.of(group));
    return group;
  }

  Group group(String... names) {
    return group(List.of(names).stream().map(Stage::spec).toArray(TargetSpec[]::new));
  }

  static TargetSpec spec(String name) {
    return weighing(name, 1);
  }

  static TargetSpec weighing(String name, int weight) {
    return new TargetSpec(name, way(name), weight, false, false, Integer.MAX_VALUE);
  }

  static TargetSpec backup(String name) {
    return new TargetSpec(name, way(name), 1, true, false, Integer.MAX_VALUE);
  }

  static TargetSpec drained(String name) {
    return new TargetSpec(name, way(name), 1, false, true, Integer.MAX_VALUE);
  }

  static TargetSpec holding(String name, int capacity) {
    return new TargetSpec(name, way(name), 1, false, false, capacity);
  }

  private static Way way(String name) {
    return new Way.Backend(
        new Endpoint(Host.parse(name), 80, false, null, Endpoint.Use.HTTP, true));
  }

  static RequestHead get(String... fields) {
    return request(Method.GET, fields);
  }

  static RequestHead request(Method method, String... fields) {
    Headers headers = new Headers();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    return new RequestHead(
        method,
        RequestHead.Form.ORIGIN,
        null,
        Authority.parse("shop.example"),
        "/",
        HttpVersion.HTTP_1_1,
        headers,
        Body.NONE,
        null);
  }

  static Client client(String address) {
    return new Client(
        1,
        new InetSocketAddress(InetAddress.ofLiteral(address), 1000),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 80),
        null);
  }

  static Targets backends(Group group) {
    return group.backends(Endpoint.Use.HTTP);
  }

  /** A lease that must be there. */
  static Lease first(Group group, RequestHead request) {
    return Objects.requireNonNull(backends(group).first(request, client("192.0.2.1")), "no target");
  }

  static Lease first(Group group) {
    return first(group, get());
  }

  static @Nullable Lease next(Group group, Lease failed, Failure why) {
    return backends(group).next(get(), client("192.0.2.1"), failed, why);
  }

  static String name(@Nullable Lease lease) {
    return lease == null ? "nobody" : lease.endpoint().host().text();
  }

  /** Who gets one request that is answered well. */
  static String good(Group group, RequestHead request) {
    Lease lease = first(group, request);
    lease.responded(200, 1_000_000);
    lease.ended();
    return name(lease);
  }

  static String good(Group group) {
    return good(group, get());
  }

  /** Who gets a request that fails. */
  static String bad(Group group) {
    Lease lease = first(group);
    lease.failed(REFUSED);
    lease.ended();
    return name(lease);
  }

  /** How many of so many requests each target gets. */
  static Map<String, Integer> spread(Group group, int requests) {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < requests; i++) {
      counts.merge(good(group), 1, Integer::sum);
    }
    return counts;
  }

  static List<String> order(Group group, int requests) {
    List<String> order = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      order.add(good(group));
    }
    return order;
  }

  /** Lets requests fail at one target until it is out. */
  static void eject(Group group, String name) {
    for (int i = 0; i < 100 && state(group, name) == TargetStatus.State.LIVE; i++) {
      Lease lease = first(group);
      if (name(lease).equals(name)) {
        lease.failed(REFUSED);
      } else {
        lease.responded(200, 1_000_000);
      }
      lease.ended();
    }
  }

  static TargetStatus.State state(Group group, String name) {
    return status(group, name).state();
  }

  static TargetStatus status(Group group, String name) {
    return group.status().targets().stream()
        .filter(target -> target.url().equals(name))
        .findFirst()
        .orElseThrow();
  }

  void pass(Duration time) {
    nanos += time.toNanos();
  }
}
