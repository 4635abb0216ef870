package dev.fairlead.app.log;

import dev.fairlead.engine.flow.Attempt;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.OneTarget;
import dev.fairlead.engine.message.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One exchange as one line, for people or for programs. Not thread-safe: one for each thread. */
final class AccessLine {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final boolean json;
  private final StringBuilder out = new StringBuilder(512);
  private long second = -1;
  private String secondText = "";

  AccessLine(boolean json) {
    this.json = json;
  }

  byte[] of(Flow flow) {
    out.setLength(0);
    if (json) {
      json(flow);
    } else {
      text(flow);
    }
    return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void text(Flow flow) {
    time(flow.startMillis);
    out.append(' ').append(flow.client.ip());
    out.append(' ').append(flow.identity == null ? "-" : clean(flow.identity).replace(' ', '?'));
    out.append(' ').append(flow.status);
    out.append(' ').append(clean(flow.method)).append(' ');
    out.append(clean(flow.authority)).append(clean(flow.path));
    Route route = flow.route;
    if (route != null) {
      out.append(' ').append(route.door()).append(" \"").append(clean(route.rule())).append('"');
    }
    out.append(" in=").append(flow.requestBytes).append(" out=").append(flow.responseBytes);
    out.append(' ');
    millis(flow.durationNanos);
    out.append("ms");
    if (flow.firstByteNanos > 0) {
      out.append(" first=");
      millis(flow.firstByteNanos);
    }
    if (flow.attempt != null && flow.attempt.version != null) {
      out.append(flow.attempt.reused ? " reused" : " new");
    }
    if (flow.failure != null) {
      out.append(" ").append(flow.failure.kind().proxyStatus());
      out.append(" \"").append(clean(flow.failure.message())).append('"');
    }
  }

  private void json(Flow flow) {
    out.append("{\"time\":\"");
    time(flow.startMillis);
    out.append('"');
    field("id", flow.id());
    field("client_ip", flow.client.ip());
    number("connection", flow.client.connection());
    if (flow.identity != null) {
      field("user", flow.identity);
    }
    field("protocol", "HTTP/" + flow.version);
    field("method", flow.method);
    field("url", url(flow));
    number("status", flow.status);
    route(flow.route);
    target(flow.attempt);
    number("request_bytes", flow.requestBytes);
    number("response_bytes", flow.responseBytes);
    timing("duration_ms", flow.durationNanos);
    timing("first_byte_ms", flow.firstByteNanos);
    upstream(flow);
    if (flow.decidedBy != null) {
      field("decided_by", flow.decidedBy);
    }
    if (flow.failure != null) {
      field("error", flow.failure.kind().proxyStatus());
      field("error_detail", flow.failure.message());
    }
    out.append('}');
  }

  /** As the client meant it; host and port alone where it asked for a tunnel. */
  private static String url(Flow flow) {
    if (flow.authority.isEmpty() || flow.path.isEmpty()) {
      return flow.authority + flow.path;
    }
    return (isSecure(flow) ? "https://" : "http://") + flow.authority + flow.path;
  }

  private static boolean isSecure(Flow flow) {
    if (flow.route instanceof Route.Forward(Door door, _, OneTarget target, _, _, _)
        && door == Door.FORWARD) {
      return target.endpoint().tls();
    }
    return flow.client.tls() != null;
  }

  private void route(@Nullable Route route) {
    if (route == null) {
      return;
    }
    field("door", route.door().toString());
    field("rule", route.rule());
  }

  private void target(@Nullable Attempt attempt) {
    if (attempt != null) {
      Endpoint endpoint = attempt.endpoint;
      field("target", endpoint.authority());
      if (endpoint.gateway() != null) {
        field("gateway", endpoint.gateway().name());
      }
    }
  }

  private void upstream(Flow flow) {
    Attempt last = flow.attempt;
    if (last == null) {
      return;
    }
    number("attempts", flow.attempts);
    if (last.remote != null) {
      field("upstream", last.remote.toString());
    }
    if (last.version != null) {
      field("upstream_protocol", "HTTP/" + last.version);
      out.append(",\"reused\":").append(last.reused);
    }
    timing("dns_ms", last.dnsNanos);
    timing("connect_ms", last.connectNanos);
    timing("tls_ms", last.tlsNanos);
  }

  private void field(String name, String value) {
    out.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isUnsafe(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void number(String name, long value) {
    out.append(",\"").append(name).append("\":").append(value);
  }

  private void timing(String name, long nanos) {
    if (nanos > 0) {
      out.append(",\"").append(name).append("\":");
      millis(nanos);
    }
  }

  /** Milliseconds with three decimals. */
  private void millis(long nanos) {
    long micros = nanos / 1000;
    out.append(micros / 1000).append('.');
    long rest = micros % 1000;
    out.append((char) ('0' + rest / 100));
    out.append((char) ('0' + rest / 10 % 10));
    out.append((char) ('0' + rest % 10));
  }

  private void time(long millis) {
    long number = Math.floorDiv(millis, 1000);
    if (number != second) {
      second = number;
      secondText = SECOND.format(Instant.ofEpochSecond(number));
    }
    long rest = Math.floorMod(millis, 1000);
    out.append(secondText).append('.');
    out.append((char) ('0' + rest / 100));
    out.append((char) ('0' + rest / 10 % 10));
    out.append((char) ('0' + rest % 10)).append('Z');
  }

  /** A line stays one line, whatever a client sends. */
  private static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnsafe(c) || c == '"') {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      clean.append(isUnsafe(c) ? '?' : c == '"' ? '\'' : c);
    }
    return clean.toString();
  }

  /** Controls of ASCII and Latin-1, and the line ends of Unicode. */
  private static boolean isUnsafe(char c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
  }
}
