package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** Bytes in, outcomes as text out: what the tests of this package compare. */
final class Wire {
  private Wire() {}

  /** Latin-1 bytes; the test files write line ends as they are meant to be. */
  static ByteBuf buffer(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1));
  }

  static RequestHead request(String text) throws BadMessage {
    ByteBuf in = buffer(text);
    RequestHead head = new RequestParser(Http1Limits.DEFAULT).parse(in);
    if (head == null) {
      throw new AssertionError("incomplete: " + text);
    }
    if (in.isReadable()) {
      throw new AssertionError("left over: " + in.toString(ISO_8859_1));
    }
    return head;
  }

  /** A head's every property, so that equal texts mean equal heads. */
  static String describe(@Nullable RequestHead head) {
    if (head == null) {
      return "incomplete";
    }
    return String.join(
        " | ",
        head.method().name(),
        head.form().name(),
        String.valueOf(head.scheme()),
        String.valueOf(head.authority()),
        head.path(),
        head.version().name(),
        String.valueOf(head.bodyLength()),
        describe(head.headers()));
  }

  static String describe(@Nullable ResponseHead head) {
    if (head == null) {
      return "incomplete";
    }
    return String.join(
        " | ",
        String.valueOf(head.status()),
        head.reason(),
        head.version().name(),
        String.valueOf(head.bodyLength()),
        describe(head.headers()));
  }

  static String describe(@Nullable Headers headers) {
    return headers == null ? "none" : headers.toString().replace("\n", "; ");
  }
}
