package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;

/** Reads the two fields that frame a body (RFC 9112 §6), refusing whatever two readers could. */
final class BodyFields {
  private static final String NOT_CHUNKED =
      "Transfer-Encoding is not 'chunked', once and without parameters";

  private BodyFields() {}

  /**
   * Whether the body is chunked. {@code Transfer-Encoding} is removed from the fields.
   *
   * @throws BadMessage for any value but {@code chunked}, beside Content-Length, and in HTTP/1.0
   */
  static boolean takeChunked(Headers headers, HttpVersion version, Speaker speaker)
      throws BadMessage {
    int at = headers.find(FieldName.TRANSFER_ENCODING, 0);
    if (at < 0) {
      return false;
    }
    if (version == HttpVersion.HTTP_1_0) {
      throw speaker.malformed("HTTP/1.0 has no Transfer-Encoding");
    }
    if (headers.contains(FieldName.CONTENT_LENGTH)) {
      throw speaker.malformed("Transfer-Encoding and Content-Length exclude each other");
    }
    if (headers.count(FieldName.TRANSFER_ENCODING) > 1
        || !headers.is(FieldName.TRANSFER_ENCODING, "chunked")) {
      throw fault(headers, speaker);
    }
    headers.removeAt(at);
    return true;
  }

  /** Tells codings that we do not know from lists that nobody should send. */
  private static BadMessage fault(Headers headers, Speaker speaker) {
    String[] codings = String.valueOf(headers.joined(FieldName.TRANSFER_ENCODING)).split(",", -1);
    boolean foreign = false;
    for (int i = 0; i < codings.length; i++) {
      int semicolon = codings[i].indexOf(';');
      String name = (semicolon < 0 ? codings[i] : codings[i].substring(0, semicolon)).strip();
      boolean chunked = name.equalsIgnoreCase("chunked");
      if (name.isEmpty() || (chunked && (semicolon >= 0 || i < codings.length - 1))) {
        return speaker.malformed(NOT_CHUNKED);
      }
      foreign |= !chunked;
    }
    return foreign
        ? speaker.unsupported("the only transfer coding that is understood is 'chunked'")
        : speaker.malformed(NOT_CHUNKED);
  }

  /**
   * The value of {@code Content-Length}, or -1 where there is none. A valid value with leading
   * zeros is replaced by its plain form, because some readers take it for octal.
   *
   * @throws BadMessage if there are several, even equal ones, or it is no number below 2^63
   */
  static long contentLength(Headers headers, Speaker speaker) throws BadMessage {
    int at = headers.find(FieldName.CONTENT_LENGTH, 0);
    if (at < 0) {
      return -1;
    }
    if (headers.find(FieldName.CONTENT_LENGTH, at + 1) >= 0) {
      throw speaker.malformed("there is more than one Content-Length");
    }
    long length = headers.decimal(at);
    if (length < 0) {
      throw speaker.malformed("Content-Length is not a decimal number below 2^63");
    }
    if (headers.valueView(at).charAt(0) == '0' && headers.valueView(at).length() > 1) {
      headers.set(FieldName.CONTENT_LENGTH, Long.toString(length));
    }
    return length;
  }
}
