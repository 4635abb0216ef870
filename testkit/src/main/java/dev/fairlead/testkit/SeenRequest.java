package dev.fairlead.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link HttpOrigin} saw of one request; {@code protocol} is {@code HTTP/1.1}, {@code
 * HTTP/1.0} or {@code HTTP/2}, {@code connection} counts accepted connections from zero.
 */
public record SeenRequest(
    String protocol,
    int connection,
    String method,
    String target,
    List<Field> headers,
    long bodyBytes,
    String bodySha256,
    List<Field> trailers) {

  /** The first value of a header, or null. */
  public @Nullable String header(String name) {
    return Field.first(headers, name);
  }

  /** All values of a header, in order. */
  public List<String> headers(String name) {
    return Field.all(headers, name);
  }

  String json() {
    return "{\"protocol\":%s,\"connection\":%d,\"method\":%s,\"target\":%s,\"headers\":%s,"
            .formatted(quoted(protocol), connection, quoted(method), quoted(target), json(headers))
        + "\"body_bytes\":%d,\"body_sha256\":%s,\"trailers\":%s}\n"
            .formatted(bodyBytes, quoted(bodySha256), json(trailers));
  }

  private static String json(List<Field> fields) {
    var pairs = fields.stream().map(f -> "[" + quoted(f.name()) + "," + quoted(f.value()) + "]");
    return "[" + String.join(",", pairs.toList()) + "]";
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c < ' ') json.append("\\u%04x".formatted((int) c));
      else json.append(c);
    }
    return json.append('"').toString();
  }
}
