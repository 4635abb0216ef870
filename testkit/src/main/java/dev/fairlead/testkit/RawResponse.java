package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response read off the wire, with the interim (1xx) responses that came before it. */
@SuppressWarnings("ArrayRecordComponent") // a snapshot for assertions, compared by nobody
public record RawResponse(
    String version,
    int status,
    String reason,
    List<Field> headers,
    byte[] body,
    List<Field> trailers,
    List<RawResponse> interim) {

  /** The first value of a header, or null. */
  public @Nullable String header(String name) {
    return Field.first(headers, name);
  }

  /** All values of a header, in order. */
  public List<String> headers(String name) {
    return Field.all(headers, name);
  }

  /** The first value of a trailer field, or null. */
  public @Nullable String trailer(String name) {
    return Field.first(trailers, name);
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, UTF_8);
  }

  RawResponse after(List<RawResponse> earlier) {
    return new RawResponse(version, status, reason, headers, body, trailers, List.copyOf(earlier));
  }
}
