package dev.fairlead.filters.inspection;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a head says of the body behind it.
 *
 * @param kind {@code request} or {@code response}
 * @param mediaType in lower case, without parameters; empty if there is none
 * @param partial whether it is a part of a file only (206)
 */
record Message(String kind, String mediaType, @Nullable String contentEncoding, boolean partial) {
  static final FieldName CONTENT_ENCODING = FieldName.of("Content-Encoding");
  private static final int PARTIAL_CONTENT = 206;

  /** They end whenever it pleases them, and every piece is wanted at once. */
  private static final Set<String> STREAMS =
      Set.of(
          "text/event-stream",
          "multipart/x-mixed-replace",
          "application/x-ndjson",
          "application/grpc");

  static Message request(Headers fields) {
    return of("request", fields, false);
  }

  static Message response(int status, Headers fields) {
    return of("response", fields, status == PARTIAL_CONTENT);
  }

  private static Message of(String kind, Headers fields, boolean partial) {
    return new Message(
        kind,
        MediaTypes.bare(fields.get(FieldName.CONTENT_TYPE)),
        fields.joined(CONTENT_ENCODING),
        partial);
  }

  /** Whether its pieces may not wait for one another. */
  boolean isStream() {
    return STREAMS.contains(mediaType);
  }
}
