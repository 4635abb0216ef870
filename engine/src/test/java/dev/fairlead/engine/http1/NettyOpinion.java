package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * A second reader: whatever of ours is accepted, Netty's decoder must accept too and find the same
 * method, target, fields and body in it. A difference is what request smuggling is made of.
 */
final class NettyOpinion {
  private NettyOpinion() {}

  static void agrees(byte[] bytes) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    Body body = new Body();
    RequestHead head = read(in, body);
    if (head == null || head.isConnect()) {
      return;
    }
    int length = in.readerIndex();
    String text = new String(bytes, 0, length, ISO_8859_1);
    if (!text.contains(" HTTP/" + head.version() + "\r\n")) {
      return; // HTTP/1.2 is 1.1 to us, and to Netty something without Transfer-Encoding.
    }
    EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestDecoder(4096, 8192, 65536));
    channel.writeInbound(Unpooled.wrappedBuffer(bytes, 0, length));
    HttpRequest request = channel.readInbound();
    assertThat(request).as(text).isNotNull();
    assertThat(request.decoderResult().isSuccess()).as(text).isTrue();
    assertThat(request.method().name()).as(text).isEqualTo(head.method().name());
    if (head.form() == RequestHead.Form.ORIGIN) {
      assertThat(request.uri()).as(text).isEqualTo(head.path());
    }
    fieldsAgree(request, head.headers(), text);
    bodyAgrees(channel, body, text);
    channel.finishAndReleaseAll();
  }

  private static void fieldsAgree(HttpRequest request, Headers headers, String text) {
    boolean chunked = request.headers().contains("Transfer-Encoding");
    // A Connection field that only says whether the connection stays is taken with the head.
    boolean taken =
        request.headers().contains("Connection") && !headers.contains(FieldName.CONNECTION);
    assertThat(request.headers().size())
        .as(text)
        .isEqualTo(headers.size() + (chunked ? 1 : 0) + (taken ? 1 : 0));
    headers.forEach((name, value) -> {
      if (!name.equalsIgnoreCase("Content-Length")) {
        assertThat(request.headers().getAll(name)).as(text).contains(value);
      }
    });
  }

  private static void bodyAgrees(EmbeddedChannel channel, Body body, String text) {
    StringBuilder seen = new StringBuilder();
    boolean ended = false;
    for (Object part = channel.readInbound(); part != null; part = channel.readInbound()) {
      HttpContent content = (HttpContent) part;
      assertThat(content.decoderResult().isSuccess()).as(text).isTrue();
      seen.append(content.content().toString(ISO_8859_1));
      ended |= content instanceof LastHttpContent;
      content.release();
    }
    assertThat(seen.toString()).as(text).isEqualTo(body.text.toString());
    assertThat(ended).as(text).isEqualTo(body.ended);
  }

  private static @Nullable RequestHead read(ByteBuf in, Body body) {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    BodyReader reader = BodyReader.ofRequests(Http1Limits.DEFAULT);
    try {
      RequestHead head = parser.parse(in);
      if (head != null) {
        reader.begin(parser.framing(), head.bodyLength());
        reader.read(in, body);
      }
      return head;
    } catch (BadMessage e) {
      return null;
    }
  }

  private static final class Body implements BodySink {
    final StringBuilder text = new StringBuilder();
    boolean ended;

    @Override
    public void chunk(ByteBuf bytes) {
      text.append(bytes.toString(ISO_8859_1));
      bytes.release();
    }

    @Override
    public void end(@Nullable Headers trailers) {
      ended = true;
    }
  }
}
