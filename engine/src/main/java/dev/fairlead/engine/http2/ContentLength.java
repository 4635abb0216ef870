package dev.fairlead.engine.http2;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;

/**
 * What the content-length field of a section says (RFC 9110 §8.6), read as strictly as in HTTP/1:
 * the next one on the way may speak that.
 */
final class ContentLength {
  private ContentLength() {}

  /**
   * The length that is declared, or {@link Body#UNKNOWN}. Leading zeros are dropped, because some
   * readers take them for octal.
   *
   * @param kind of the failure if there is more than one, even an equal one, or it is no length
   */
  static long of(Headers headers, Failure.Kind kind) throws BadMessage {
    int at = headers.find(FieldName.CONTENT_LENGTH, 0);
    if (at < 0) {
      return Body.UNKNOWN;
    }
    if (headers.find(FieldName.CONTENT_LENGTH, at + 1) >= 0) {
      throw new BadMessage(kind, "there is more than one content-length");
    }
    long length = headers.decimal(at);
    if (length < 0) {
      throw new BadMessage(kind, "content-length is not a decimal number below 2^63");
    }
    if (headers.valueView(at).length() > 1 && headers.valueView(at).byteAt(0) == '0') {
      headers.set(FieldName.CONTENT_LENGTH, Long.toString(length));
    }
    return length;
  }
}
