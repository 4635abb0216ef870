package dev.fairlead.control.requests;

import dev.fairlead.control.web.Times;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Route;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as one line of a list; the names are those of the access log.
 *
 * @param time when it began
 * @param user who authenticated
 * @param error the error type of {@code Proxy-Status} (RFC 9209)
 */
record FlowLine(
    String id,
    String time,
    String client,
    long connection,
    @Nullable String user,
    String protocol,
    String method,
    String authority,
    String path,
    int status,
    @Nullable String door,
    @Nullable String rule,
    @Nullable String target,
    @Nullable String gateway,
    int attempts,
    long requestBytes,
    long responseBytes,
    double durationMs,
    @Nullable Double firstByteMs,
    @Nullable String decidedBy,
    @Nullable String error,
    @Nullable String errorDetail) {

  static FlowLine of(Flow flow) {
    Route route = flow.route;
    Endpoint endpoint = flow.attempt == null ? null : flow.attempt.endpoint;
    return new FlowLine(
        flow.id(),
        Times.text(flow.startMillis),
        flow.client.ip(),
        flow.client.connection(),
        flow.identity,
        "HTTP/" + flow.version,
        flow.method,
        flow.authority,
        flow.path,
        flow.status,
        route == null ? null : route.door().toString(),
        route == null ? null : route.rule(),
        endpoint == null ? null : endpoint.authority(),
        endpoint == null || endpoint.gateway() == null ? null : endpoint.gateway().name(),
        flow.attempts,
        flow.requestBytes,
        flow.responseBytes,
        Times.millis(flow.durationNanos),
        flow.firstByteNanos == 0 ? null : Times.millis(flow.firstByteNanos),
        flow.decidedBy,
        flow.failure == null ? null : flow.failure.kind().proxyStatus(),
        flow.failure == null ? null : flow.failure.message());
  }
}
