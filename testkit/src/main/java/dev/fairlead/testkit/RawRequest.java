package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as a scripted peer read it off the wire. */
@SuppressWarnings("ArrayRecordComponent") // a snapshot for assertions, compared by nobody
public record RawRequest(
    String method,
    String target,
    String version,
    List<Field> headers,
    byte[] body,
    List<Field> trailers) {

  /** The first value of a header, or null. */
  public @Nullable String header(String name) {
    return Field.first(headers, name);
  }

  /** All values of a header, in order. */
  public List<String> headers(String name) {
    return Field.all(headers, name);
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, UTF_8);
  }
}
