package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HopByHop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** The pieces that heads are written of. Nothing here allocates. */
final class HeadBytes {
  static final long AS_IT_IS = -2;

  static final byte[] VERSION = ascii("HTTP/1.1 ");
  static final byte[] VERSION_AND_HOST = ascii(" HTTP/1.1\r\nHost: ");
  static final byte[] HTTP = ascii("http://");
  static final byte[] HTTPS = ascii("https://");
  static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] CLOSE_TE = ascii("Connection: close, TE\r\n");
  private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
  private static final byte[] UPGRADE = ascii("Connection: Upgrade\r\n");
  private static final byte[] UPGRADE_TE = ascii("Connection: Upgrade, TE\r\n");
  private static final byte[] TE = ascii("Connection: TE\r\n");

  private HeadBytes() {}

  static void put(ByteBuf out, byte[] bytes) {
    out.writeBytes(bytes);
  }

  static void lineEnd(ByteBuf out) {
    out.writeShort('\r' << 8 | '\n');
  }

  /** Writes text that is known to be ASCII. */
  static void ascii(ByteBuf out, String text) {
    ByteBufUtil.writeAscii(out, text);
  }

  /** Writes Latin-1 text. */
  static void text(ByteBuf out, String text) {
    int length = text.length();
    out.ensureWritable(length);
    int at = out.writerIndex();
    for (int i = 0; i < length; i++) {
      out.setByte(at + i, text.charAt(i));
    }
    out.writerIndex(at + length);
  }

  /** Writes a number that is not negative. */
  static void number(ByteBuf out, long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    out.ensureWritable(digits);
    int end = out.writerIndex() + digits;
    long rest = number;
    for (int at = end - 1; at >= end - digits; at--) {
      out.setByte(at, (int) ('0' + rest % 10));
      rest /= 10;
    }
    out.writerIndex(end);
  }

  static void authority(ByteBuf out, Authority authority) {
    ascii(out, authority.host().uriText());
    if (authority.port() >= 0) {
      out.writeByte(':');
      number(out, authority.port());
    }
  }

  /**
   * Writes the fields but for those that are this connection's business.
   *
   * @param length what Content-Length is to say, -1 for none, or {@link #AS_IT_IS}
   */
  static void fields(ByteBuf out, Headers headers, boolean request, long length) {
    int from = 0;
    boolean lengthWritten = false;
    int size = headers.size();
    for (int i = 0; i < size; i++) {
      boolean isLength = headers.isNamed(i, FieldName.CONTENT_LENGTH);
      if (isLength && !lengthWritten && says(headers, i, length)) {
        lengthWritten = true;
      } else if (isLength || isOurs(headers, i, request)) {
        headers.writeTo(out, from, i);
        from = i + 1;
      }
    }
    headers.writeTo(out, from, size);
    if (length >= 0 && !lengthWritten) {
      put(out, CONTENT_LENGTH);
      number(out, length);
      lineEnd(out);
    }
  }

  private static boolean says(Headers headers, int index, long length) {
    long said = headers.decimal(index);
    return said >= 0 && (said == length || length == AS_IT_IS);
  }

  private static boolean isOurs(Headers headers, int index, boolean request) {
    return HopByHop.isConnection(headers, index)
        || (request && headers.isNamed(index, FieldName.HOST));
  }

  /**
   * Writes {@code Connection} where it has something to say.
   *
   * @param sayAlive whether keeping alive is not understood without saying so (HTTP/1.0)
   * @param te whether a TE field is sent, which must be nominated (RFC 9110 §10.1.4)
   */
  static void connection(ByteBuf out, After after, boolean sayAlive, boolean te) {
    switch (after) {
      case CLOSE -> put(out, te ? CLOSE_TE : CLOSE);
      case UPGRADE -> put(out, te ? UPGRADE_TE : UPGRADE);
      case KEEP_ALIVE -> {
        if (sayAlive) {
          put(out, KEEP_ALIVE);
        } else if (te) {
          put(out, TE);
        }
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
