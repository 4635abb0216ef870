package dev.fairlead.testkit.hostile;

import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.RawResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client received on one connection, read strictly.
 *
 * @param responses the final responses that are complete
 * @param truncated whether another one begins and does not end
 * @param ambiguity why it could be read in another way, null when it cannot
 */
record StrictResponses(List<RawResponse> responses, boolean truncated, @Nullable String ambiguity) {

  /**
   * Reads the answers to requests of these methods; {@code closed} ends a body without a length.
   */
  static StrictResponses read(byte[] bytes, List<String> methods, boolean closed) {
    var responses = new ArrayList<RawResponse>();
    var reader = new StrictReader(bytes);
    try {
      for (String method : methods) {
        if (reader.atEnd()) return new StrictResponses(responses, false, null);
        responses.add(last(reader, method, closed));
      }
      String extra = reader.atEnd() ? null : "bytes behind the last response";
      return new StrictResponses(responses, false, extra);
    } catch (Truncated _) {
      return new StrictResponses(responses, true, null);
    } catch (Ambiguity ambiguity) {
      return new StrictResponses(responses, false, ambiguity.getMessage());
    }
  }

  private static RawResponse last(StrictReader reader, String method, boolean closed)
      throws Ambiguity, Truncated {
    RawResponse response = one(reader, method, closed);
    while (response.status() < 200) response = one(reader, method, closed);
    return response;
  }

  private static RawResponse one(StrictReader reader, String method, boolean closed)
      throws Ambiguity, Truncated {
    String line = reader.line();
    if (!line.matches("HTTP/1\\.[01] [1-9]\\d\\d [^\\x00-\\x08\\x0a-\\x1f\\x7f]*")) {
      throw new Ambiguity("status line: " + StrictReader.cut(line));
    }
    int status = Integer.parseInt(line.substring(9, 12));
    if (status == 101) throw new Ambiguity("101 that nobody asked for");
    List<Field> fields = reader.fields();
    StrictReader.checkConnection(fields);
    long length = StrictReader.length(fields, line.startsWith("HTTP/1.1"));
    boolean chunked = Field.first(fields, "transfer-encoding") != null;
    if ((status < 200 || status == 204) && (length >= 0 || chunked)) {
      throw new Ambiguity("framing fields with " + status);
    }
    var trailers = new ArrayList<Field>();
    boolean none = status < 200 || status == 204 || status == 304 || method.equals("HEAD");
    byte[] body = none ? new byte[0] : body(reader, length, chunked, trailers, closed);
    return new RawResponse(
        line.substring(0, 8), status, line.substring(13), fields, body, trailers, List.of());
  }

  private static byte[] body(
      StrictReader reader, long length, boolean chunked, List<Field> trailers, boolean closed)
      throws Ambiguity, Truncated {
    if (chunked) return reader.chunked(trailers);
    if (length >= 0) return reader.take(length);
    if (!closed) throw new Truncated();
    return reader.rest();
  }
}
