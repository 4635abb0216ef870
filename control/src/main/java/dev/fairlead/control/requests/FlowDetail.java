package dev.fairlead.control.requests;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.fairlead.control.web.Times;
import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Client;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of an exchange.
 *
 * @param tls facts of the client's TLS session
 * @param filters each filter that was asked, and what it said
 * @param notes what filters remarked beside their verdicts
 * @param tries every attempt to reach an upstream, the first one first
 * @param timing what took how long, in the order in which it happened
 */
record FlowDetail(
    @JsonUnwrapped FlowLine line,
    int clientPort,
    Client.@Nullable Tls tls,
    List<Verdict> filters,
    List<String> notes,
    List<Try> tries,
    List<Phase> timing) {

  /** What one filter said. */
  record Verdict(String name, String verdict) {}

  /**
   * One attempt; times count from the start of the exchange.
   *
   * @param address that was dialled
   */
  record Try(
      String target,
      @Nullable String address,
      @Nullable String protocol,
      @Nullable Boolean reused,
      double startMs,
      double endMs,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String errorDetail) {
    private static Try of(Attempt attempt) {
      return new Try(
          attempt.endpoint.toString(),
          attempt.remote == null ? null : text(attempt.remote),
          attempt.version == null ? null : "HTTP/" + attempt.version,
          attempt.version == null ? null : (Boolean) attempt.reused,
          Times.millis(attempt.startNanos),
          Times.millis(attempt.endNanos),
          attempt.status == 0 ? null : (Integer) attempt.status,
          attempt.failure == null ? null : attempt.failure.kind().proxyStatus(),
          attempt.failure == null ? null : attempt.failure.message());
    }
  }

  /**
   * A part of an exchange's time.
   *
   * @param attempt which attempt it belongs to, from 1; absent before the first
   */
  record Phase(String phase, @Nullable Integer attempt, double startMs, double durationMs) {}

  /**
   * Shows a record.
   *
   * @param asked the filters that were in force, in their order
   */
  static FlowDetail of(Flow flow, List<String> asked) {
    List<Attempt> attempts = attempts(flow);
    return new FlowDetail(
        FlowLine.of(flow),
        flow.client.address().getPort(),
        flow.client.tls(),
        verdicts(flow, asked),
        flow.notes == null ? List.of() : List.copyOf(flow.notes),
        attempts.stream().map(Try::of).toList(),
        timing(flow, attempts));
  }

  private static List<Attempt> attempts(Flow flow) {
    List<Attempt> attempts = new ArrayList<>();
    for (Attempt each = flow.attempt; each != null; each = each.previous) {
      attempts.addFirst(each);
    }
    return attempts;
  }

  /** All up to the one that had the last word; a request that was no message met none. */
  private static List<Verdict> verdicts(Flow flow, List<String> asked) {
    List<Verdict> verdicts = new ArrayList<>();
    for (String name : flow.route == null ? List.<String>of() : asked) {
      boolean last = name.equals(flow.decidedBy);
      verdicts.add(new Verdict(name, last ? decision(flow) : "passed"));
      if (last) {
        break;
      }
    }
    return List.copyOf(verdicts);
  }

  private static String decision(Flow flow) {
    return flow.failure == null
        ? "answered " + flow.status
        : "refused with " + flow.status + ": " + flow.failure.message();
  }

  private static List<Phase> timing(Flow flow, List<Attempt> attempts) {
    Waterfall fall = new Waterfall();
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      fall.until("deciding", i == 0 ? null : (Integer) i, attempt.startNanos);
      fall.take("dns", i + 1, attempt.dnsNanos);
      fall.take("connect", i + 1, attempt.connectNanos);
      fall.take("tls", i + 1, attempt.tlsNanos);
      boolean answered = attempt.firstByteNanos > 0;
      fall.until("waiting", i + 1, answered ? attempt.firstByteNanos : attempt.endNanos);
    }
    fall.until(
        "transfer", attempts.isEmpty() ? null : (Integer) attempts.size(), flow.durationNanos);
    return fall.phases();
  }

  private static String text(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return address.toString();
    }
    String ip = inet.getAddress().getHostAddress();
    return (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + inet.getPort();
  }
}
