package dev.fairlead.engine.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void sectionBecomesLinesThatHttp1CanTrust() {
    FieldBlock block = new FieldBlock(1000, 100);
    block.add(new AsciiString(":path"), new AsciiString("/"));
    block.add(new AsciiString("accept"), new AsciiString("*/*"));
    block.add(new AsciiString("empty"), AsciiString.EMPTY_STRING);
    block.add(new AsciiString("latin"), new AsciiString("caf\u00e9".getBytes(ISO_8859_1)));
    ByteBuf out = Unpooled.buffer();
    block.headers().writeTo(out);

    assertThat(block.problem()).isNull();
    assertThat(out.toString(ISO_8859_1))
        .isEqualTo("accept: */*\r\nempty: \r\nlatin: caf\u00e9\r\n");
  }

  @Test
  void nothingIsKeptOfASectionAfterItsFirstFault() {
    FieldBlock block = new FieldBlock(1000, 100);
    block.add(new AsciiString("a"), new AsciiString("b\r\nc: d"));
    block.add(new AsciiString("e"), new AsciiString("f"));

    assertThat(block.problem())
        .isEqualTo("a field value with control characters or outer white space");
    assertThat(block.headers().size()).isZero();
  }

  @Test
  void listSizeCountsAsTheRfcDoes() {
    FieldBlock block = new FieldBlock(34 * 2, 100);
    block.add(new AsciiString("a"), new AsciiString("b"));
    block.add(new AsciiString("a"), new AsciiString("b"));
    assertThat(block.excess()).isNull();

    block.add(new AsciiString("a"), new AsciiString("b"));
    assertThat(block.excess()).isEqualTo("header fields of more than 68 bytes");
    assertThat(block.headers().size()).isEqualTo(2);
  }

  @Test
  void fieldsAreCountedAndTheCrumbsOfACookieAreOne() {
    FieldBlock block = new FieldBlock(1000, 2);
    block.add(new AsciiString("cookie"), new AsciiString("a=1"));
    block.add(new AsciiString("accept"), new AsciiString("*/*"));
    block.add(new AsciiString("cookie"), new AsciiString("b=2"));
    block.add(new AsciiString("cookie"), AsciiString.EMPTY_STRING);
    assertThat(block.excess()).isNull();
    assertThat(block.headers()).hasToString("cookie: a=1; b=2; \naccept: */*\n");

    block.add(new AsciiString("more"), new AsciiString("x"));
    assertThat(block.excess()).isEqualTo("more than 2 header fields");
  }

  @Test
  void viewsDoNotKeepLargeHeadsAlive() {
    byte[] text = new byte[60_000];
    byte[] line = "name: value\r\n".getBytes(US_ASCII);
    System.arraycopy(line, 0, text, 0, line.length);
    Headers headers = new Headers(text, line.length);
    headers.slice(0, 4, 6, 5);

    for (var field : Fields.trailers(headers)) {
      assertThat(((AsciiString) field.getKey()).array()).hasSizeLessThan(100);
      assertThat(((AsciiString) field.getValue()).array()).hasSizeLessThan(100);
      assertThat(field.getValue()).hasToString("value");
    }
  }

  @Test
  void secretsNeverEnterTheCompressionState() throws Exception {
    Headers headers = new Headers();
    headers.add("Authorization", "Bearer secret");
    headers.add("Cookie", "id=secret");
    ByteBuf first = encodedAgain(headers);
    assertThat(first.toString(ISO_8859_1)).contains("Bearer secret").contains("id=secret");

    Headers harmless = new Headers();
    harmless.add("User-Agent", "test");
    assertThat(encodedAgain(harmless).toString(ISO_8859_1)).doesNotContain("test");
  }

  /** How the section looks on the wire the second time it is sent. */
  private static ByteBuf encodedAgain(Headers headers) throws Exception {
    DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder(Fields.UNINDEXED);
    ByteBuf once = Unpooled.buffer();
    ByteBuf again = Unpooled.buffer();
    encoder.encodeHeaders(3, Fields.response(200, headers), once);
    encoder.encodeHeaders(5, Fields.response(200, headers), again);
    DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(true);
    Http2Headers decoded = decoder.decodeHeaders(3, once);
    assertThat(decoder.decodeHeaders(5, again.duplicate())).isEqualTo(decoded);
    return again;
  }
}
