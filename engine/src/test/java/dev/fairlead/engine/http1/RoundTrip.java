package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** What we accept and send on must be accepted by us again and mean the same. */
final class RoundTrip {
  private RoundTrip() {}

  static void request(byte[] bytes) {
    RequestHead head = parseRequest(Unpooled.wrappedBuffer(bytes));
    if (head == null || head.authority() == null) {
      return;
    }
    for (boolean absolute : new boolean[] {false, true}) {
      ByteBuf sent = send(head, absolute);
      String text = sent.toString(ISO_8859_1);
      RequestHead again = requireNonNull(parseRequest(sent), text);
      assertThat(sent.isReadable()).isFalse();
      assertThat(again.method()).isEqualTo(head.method());
      assertThat(again.authority()).isEqualTo(head.authority());
      assertThat(again.path()).isEqualTo(head.path());
      assertThat(again.bodyLength()).isEqualTo(head.bodyLength());
      assertThat(send(again, absolute).toString(ISO_8859_1)).isEqualTo(text);
    }
  }

  static void response(byte[] bytes, Method method) {
    ResponseHead head = parseResponse(Unpooled.wrappedBuffer(bytes), method);
    if (head == null) {
      return;
    }
    ByteBuf sent = send(head, method);
    String text = sent.toString(ISO_8859_1);
    ResponseHead again = requireNonNull(parseResponse(sent, method), text);
    assertThat(sent.isReadable()).isFalse();
    assertThat(again.status()).isEqualTo(head.status());
    assertThat(again.bodyLength()).isEqualTo(head.bodyLength());
    assertThat(send(again, method).toString(ISO_8859_1)).isEqualTo(text);
  }

  private static @Nullable RequestHead parseRequest(ByteBuf in) {
    try {
      return new RequestParser(Http1Limits.DEFAULT).parse(in);
    } catch (BadMessage e) {
      return null;
    }
  }

  private static @Nullable ResponseHead parseResponse(ByteBuf in, Method method) {
    try {
      return new ResponseParser(Http1Limits.DEFAULT).parse(in, method, true);
    } catch (BadMessage e) {
      return null;
    }
  }

  private static ByteBuf send(RequestHead head, boolean absolute) {
    ByteBuf out = Unpooled.buffer();
    try {
      HeadWriter.request(out, head, absolute, After.KEEP_ALIVE);
    } catch (BadMessage e) {
      throw new AssertionError("what was parsed cannot be written: " + head, e);
    }
    return out;
  }

  private static ByteBuf send(ResponseHead head, Method method) {
    ByteBuf out = Unpooled.buffer();
    HeadWriter.response(out, head, method, HttpVersion.HTTP_1_1, After.KEEP_ALIVE);
    return out;
  }
}
