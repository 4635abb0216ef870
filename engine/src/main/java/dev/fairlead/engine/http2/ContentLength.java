package dev.fairlead.engine.http2;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import java.util.List;

/** What the content-length fields of a section say (RFC 9110 §8.6). */
final class ContentLength {
  private static final int MOST_DIGITS = 18;

  private ContentLength() {}

  /**
   * The one length that is declared, or {@link Body#UNKNOWN}; equal repetitions become one field.
   *
   * @param kind of the failure if it is no length
   */
  static long of(Headers headers, Failure.Kind kind) throws BadMessage {
    int first = headers.find(FieldName.CONTENT_LENGTH, 0);
    if (first < 0) {
      return Body.UNKNOWN;
    }
    long length = parse(headers.value(first), kind);
    if (headers.find(FieldName.CONTENT_LENGTH, first + 1) >= 0) {
      List<String> all = headers.all(FieldName.CONTENT_LENGTH);
      for (String other : all) {
        if (parse(other, kind) != length) {
          throw bad(kind);
        }
      }
      headers.set(FieldName.CONTENT_LENGTH, all.getFirst());
    }
    return length;
  }

  private static long parse(String text, Failure.Kind kind) throws BadMessage {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw bad(kind);
      }
      length = length * 10 + digit;
    }
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      throw bad(kind);
    }
    return length;
  }

  private static BadMessage bad(Failure.Kind kind) {
    return new BadMessage(kind, "content-length is not one whole number");
  }
}
