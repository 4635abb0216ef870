package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where bodies end, and what passes on the way. */
final class BodyReaderTest {
  static List<String> refused() {
    return Samples.refusedBodies();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void ambiguousChunkingIsRefused(String text) {
    Collected body = new Collected();
    BodyReader reader = chunked();
    BadMessage refusal =
        catchThrowableOfType(BadMessage.class, () -> reader.read(Wire.buffer(text), body));
    assertThat(refusal).isNotNull();
    assertThat(refusal.failure().kind()).isEqualTo(Failure.Kind.BAD_REQUEST);
    assertThat(body.ended).isFalse();
  }

  @Test
  void faultsOfUpstreamsAreTheirs() {
    BodyReader reader = BodyReader.ofResponses(Http1Limits.DEFAULT);
    reader.begin(Framing.CHUNKED, 0);
    BadMessage refusal =
        catchThrowableOfType(
            BadMessage.class, () -> reader.read(Wire.buffer("x\r\n"), new Collected()));
    assertThat(refusal.failure().kind()).isEqualTo(Failure.Kind.BAD_RESPONSE);
  }

  @Test
  void noBodyEndsAtOnceAndLeavesWhatFollows() throws BadMessage {
    for (Framing framing : List.of(Framing.NONE, Framing.SIZED)) {
      Collected body = new Collected();
      ByteBuf in = Wire.buffer("GET");
      BodyReader reader = BodyReader.ofRequests(Http1Limits.DEFAULT);
      reader.begin(framing, 0);
      assertThat(reader.read(in, body)).isTrue();
      assertThat(body.ended).isTrue();
      assertThat(in.readableBytes()).isEqualTo(3);
    }
  }

  @Test
  void endIsToldOnce() throws BadMessage {
    Collected body = new Collected();
    BodyReader reader = sized(1);
    ByteBuf in = Wire.buffer("ab");
    assertThat(reader.read(in, body)).isTrue();
    assertThat(reader.read(in, body)).isTrue();
    assertThat(reader.eof(body)).isTrue();
    assertThat(body.ends).isOne();
    assertThat(body.text).hasToString("a");
    assertThat(in.toString(ISO_8859_1)).isEqualTo("b");
  }

  @Test
  void extensionsAreDroppedAndTrailersKept() throws BadMessage {
    Collected body = new Collected();
    ByteBuf in = Wire.buffer("3;a;b=c;d=\"\\\"\u00fc\"\r\nabc\r\n0;x\r\nX: y\r\nZ:\r\n\r\nGET");
    assertThat(chunked().read(in, body)).isTrue();
    assertThat(body.text).hasToString("abc");
    assertThat(Wire.describe(body.trailers)).isEqualTo("X: y; Z: ; ");
    assertThat(in.toString(ISO_8859_1)).isEqualTo("GET");
  }

  @Test
  void noTrailersAreNull() throws BadMessage {
    Collected body = new Collected();
    assertThat(chunked().read(Wire.buffer("0\r\n\r\n"), body)).isTrue();
    assertThat(body.ended).isTrue();
    assertThat(body.trailers).isNull();
  }

  @Test
  void chunkMayBeAsLargeAsANumberCanSay() throws BadMessage {
    Collected body = new Collected();
    assertThat(chunked().read(Wire.buffer("7FFFFFFFFFFFFFFF\r\nabc"), body)).isFalse();
    assertThat(body.text).hasToString("abc");
  }

  @Test
  void chunkLinesAreBounded() throws BadMessage {
    String line = "1;" + "a".repeat(254);
    Collected body = new Collected();
    assertThat(chunked().read(Wire.buffer(line + "\r\nx\r\n0\r\n\r\n"), body)).isTrue();
    BodyReader reader = chunked();
    assertThat(
            catchThrowableOfType(
                BadMessage.class, () -> reader.read(Wire.buffer(line + "a"), body)))
        .isNotNull();
  }

  @Test
  void trailersAreBounded() {
    for (String trailers : List.of("X: " + "y".repeat(8 << 10), "X: y\r\n".repeat(201))) {
      BodyReader reader = chunked();
      BadMessage refusal =
          catchThrowableOfType(
              BadMessage.class,
              () -> reader.read(Wire.buffer("0\r\n" + trailers), new Collected()));
      assertThat(refusal.failure().kind()).isEqualTo(Failure.Kind.FIELDS_TOO_LARGE);
    }
  }

  @Test
  void endOfInputEndsOnlyWhatLastsUntilThen() throws BadMessage {
    for (Framing framing : Framing.values()) {
      Collected body = new Collected();
      BodyReader reader = BodyReader.ofRequests(Http1Limits.DEFAULT);
      reader.begin(framing, 5);
      reader.read(Wire.buffer("3\r\n"), body);
      assertThat(reader.eof(body))
          .as(framing.name().toLowerCase(Locale.ROOT))
          .isEqualTo(framing != Framing.SIZED && framing != Framing.CHUNKED);
      assertThat(body.ended).isEqualTo(reader.ended());
    }
  }

  @Test
  void oneReaderReadsBodyAfterBody() throws BadMessage {
    BodyReader reader = chunked();
    ByteBuf in = Wire.buffer("1\r\na\r\n0\r\n\r\nbc2\r\nde\r\n0\r\n\r\n");
    Collected body = new Collected();
    assertThat(reader.read(in, body)).isTrue();
    reader.begin(Framing.SIZED, 2);
    assertThat(reader.read(in, body)).isTrue();
    reader.begin(Framing.CHUNKED, 0);
    assertThat(reader.read(in, body)).isTrue();
    assertThat(body.text).hasToString("abcde");
    assertThat(in.isReadable()).isFalse();
  }

  @Test
  void beginForgetsAnUnfinishedBody() throws BadMessage {
    BodyReader reader = chunked();
    Collected body = new Collected();
    assertThat(reader.read(Wire.buffer("1;a"), body)).isFalse();
    reader.begin(Framing.CHUNKED, 0);
    assertThat(reader.read(Wire.buffer("1\r\nx\r\n0\r\n\r\n"), body)).isTrue();
    assertThat(body.text).hasToString("x");
  }

  @Test
  void bytesPassWithoutACopy() throws BadMessage {
    ByteBuf in = PooledByteBufAllocator.DEFAULT.directBuffer(64);
    in.writeCharSequence("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", ISO_8859_1);
    List<ByteBuf> chunks = new ArrayList<>();
    chunked()
        .read(
            in,
            new BodySink() {
              @Override
              public void chunk(ByteBuf bytes) {
                chunks.add(bytes);
              }

              @Override
              public void end(@Nullable Headers trailers) {}
            });
    assertThat(chunks).hasSize(2);
    assertThat(chunks.get(0).memoryAddress()).isEqualTo(in.memoryAddress() + 3);
    in.release();
    assertThat(chunks.get(1).toString(ISO_8859_1)).isEqualTo("de");
    chunks.forEach(ByteBuf::release);
    assertThat(in.refCnt()).isZero();
  }

  private static BodyReader chunked() {
    BodyReader reader = BodyReader.ofRequests(Http1Limits.DEFAULT);
    reader.begin(Framing.CHUNKED, 0);
    return reader;
  }

  private static BodyReader sized(long length) {
    BodyReader reader = BodyReader.ofRequests(Http1Limits.DEFAULT);
    reader.begin(Framing.SIZED, length);
    return reader;
  }

  private static final class Collected implements BodySink {
    final StringBuilder text = new StringBuilder();
    @Nullable Headers trailers;
    boolean ended;
    int ends;

    @Override
    public void chunk(ByteBuf bytes) {
      text.append(bytes.toString(ISO_8859_1));
      bytes.release();
    }

    @Override
    public void end(@Nullable Headers trailers) {
      this.trailers = trailers;
      ended = true;
      ends++;
    }
  }
}
