package dev.fairlead.engine.exchange;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Reasons;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The responses that Fairlead writes itself; nothing in them echoes a request. */
public final class Replies {
  private static final FieldName REQUEST_ID = FieldName.of("Fairlead-Request-Id");
  private static final FieldName POLICY = FieldName.of("Content-Security-Policy");
  private final HttpDate date = new HttpDate();

  /** Turns a failure into a response: JSON, HTML or text, whichever the client prefers. */
  public Answer of(Failure failure, @Nullable RequestHead request, Headers fields) {
    String accept = request == null ? null : request.headers().joined(FieldName.ACCEPT);
    Headers headers = fields.copy();
    headers.set(FieldName.PROXY_STATUS, proxyStatus(failure));
    if (failure.kind() == Failure.Kind.OVERLOADED || failure.kind() == Failure.Kind.DRAINING) {
      headers.setIfAbsent(FieldName.RETRY_AFTER, "1");
    }
    BodyType type = BodyType.preferred(accept);
    headers.set(FieldName.CONTENT_TYPE, type.contentType());
    if (type == BodyType.HTML) {
      headers.setIfAbsent(POLICY, ErrorPage.POLICY);
    }
    byte[] body = body(failure, type).getBytes(StandardCharsets.UTF_8);
    return new Answer(failure.status(), headers, body);
  }

  private static String body(Failure failure, BodyType type) {
    String title = Reasons.of(failure.status());
    return switch (type) {
      case HTML -> ErrorPage.html(failure, title);
      case JSON ->
          "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}\n"
              .formatted(title, failure.status(), escape(failure.message()));
      case TEXT -> failure.status() + " " + title + ": " + failure.message() + "\n";
    };
  }

  /** RFC 9209: who failed, how, and a sentence. */
  private static String proxyStatus(Failure failure) {
    StringBuilder text = new StringBuilder("fairlead; error=");
    text.append(failure.kind().proxyStatus()).append("; details=\"");
    failure.message().chars().filter(c -> c >= 0x20 && c < 0x7f).forEach(c -> quote(text, c));
    return text.append('"').toString();
  }

  private static void quote(StringBuilder text, int c) {
    if (c == '"' || c == '\\') {
      text.append('\\');
    }
    text.append((char) c);
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
  }

  /** Adds what every response of ours carries. */
  Headers complete(Answer answer, Flow flow, Ticks ticks) {
    Headers headers = answer.headers().copy();
    headers.setIfAbsent(FieldName.DATE, date.at(ticks.millis()));
    headers.set(REQUEST_ID, flow.id());
    if (answer.status() >= 200 && answer.status() != 204 && answer.status() != 304) {
      headers.set(FieldName.CONTENT_LENGTH, Integer.toString(answer.body().length));
    }
    return headers;
  }

  /** Adds the date to an origin's response that came without (RFC 9110 §6.6.1). */
  void date(ResponseHead head, Ticks ticks) {
    head.headers().setIfAbsent(FieldName.DATE, date.at(ticks.millis()));
  }

  static ResponseHead established() {
    return new ResponseHead(
        200, "Connection established", HttpVersion.HTTP_1_1, new Headers(), Body.UNKNOWN);
  }

  static ResponseHead proceed() {
    return new ResponseHead(100, "Continue", HttpVersion.HTTP_1_1, new Headers(), Body.NONE);
  }

  /** Why a response was not good enough to be the last word. */
  static Failure rejected(int status) {
    return new Failure(Failure.Kind.BAD_RESPONSE, "the target answered " + status);
  }

  static Failure tooLarge(long limit) {
    return new Failure(
        Failure.Kind.BODY_TOO_LARGE, "the request body is larger than " + limit + " bytes");
  }

  static Failure unaskedUpgrade() {
    return new Failure(
        Failure.Kind.UPGRADE_FAILED, "the upstream switched protocols in a way nobody asked for");
  }

  static Failure noUpgrade() {
    return new Failure(
        Failure.Kind.UPGRADE_FAILED, "the upstream answered but did not switch protocols");
  }

  /** Tells a gateway's own refusal of a plain request from an origin's answer. */
  static @Nullable Failure gatewayRefusal(ResponseHead head, Endpoint endpoint) {
    if (!endpoint.absoluteForm() || endpoint.gateway() == null) {
      return null;
    }
    String gateway = endpoint.gateway().name();
    if (head.status() == 407) {
      return new Failure(
          Failure.Kind.GATEWAY_REFUSED,
          "gateway " + gateway + " refused our credentials (407): check its url");
    }
    String status = head.headers().joined(FieldName.PROXY_STATUS);
    return head.status() >= 500 && status != null && status.contains("error=")
        ? new Failure(
            Failure.Kind.GATEWAY_REFUSED,
            "gateway " + gateway + " could not reach the destination (" + head.status() + ")")
        : null;
  }
}
