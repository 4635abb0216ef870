package dev.fairlead.control.requests;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.fairlead.control.web.Times;
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
 * @param upstream the address that was dialled last
 * @param timing what took how long, in the order in which it happened
 */
record FlowDetail(
    @JsonUnwrapped FlowLine line,
    int clientPort,
    Client.@Nullable Tls tls,
    @Nullable String upstream,
    @Nullable String upstreamProtocol,
    @Nullable Boolean reused,
    List<Phase> timing) {

  /** A part of an exchange's time. */
  record Phase(String phase, double startMs, double durationMs) {}

  static FlowDetail of(Flow flow) {
    return new FlowDetail(
        FlowLine.of(flow),
        flow.client.address().getPort(),
        flow.client.tls(),
        flow.upstream == null ? null : text(flow.upstream),
        flow.upstreamVersion == null ? null : "HTTP/" + flow.upstreamVersion,
        flow.upstreamVersion == null ? null : flow.upstreamReused,
        timing(flow));
  }

  private static String text(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
      return address.toString();
    }
    String ip = inet.getAddress().getHostAddress();
    return (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + inet.getPort();
  }

  /**
   * The waterfall. Only the sum of what came before the first byte and what of it went into reaching
   * the upstream is measured, so that filters, queue and origin share one phase.
   */
  private static List<Phase> timing(Flow flow) {
    List<Phase> phases = new ArrayList<>();
    long at = 0;
    at = add(phases, "dns", at, flow.dnsNanos);
    at = add(phases, "connect", at, flow.connectNanos);
    at = add(phases, "tls", at, flow.tlsNanos);
    long head = flow.firstByteNanos == 0 ? flow.durationNanos : flow.firstByteNanos;
    at = add(phases, "waiting", at, Math.max(0, head - at));
    add(phases, "transfer", at, Math.max(0, flow.durationNanos - at));
    return List.copyOf(phases);
  }

  private static long add(List<Phase> phases, String name, long at, long nanos) {
    if (nanos > 0) {
      phases.add(new Phase(name, Times.millis(at), Times.millis(nanos)));
    }
    return at + nanos;
  }
}
