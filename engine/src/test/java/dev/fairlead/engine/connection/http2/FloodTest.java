package dev.fairlead.engine.connection.http2;

import static dev.fairlead.engine.connection.http2.Conversation.GET;
import static dev.fairlead.engine.connection.http2.Conversation.POST;
import static dev.fairlead.engine.connection.http2.Conversation.response;
import static dev.fairlead.engine.connection.http2.Conversation.with;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.http2.Wire;
import dev.fairlead.engine.message.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames that cost us more than the client: each kind ends its connection before long. */
@Tag("full")
class FloodTest {
  private static final int MANY = 20_000;
  private static final String CALM = "GOAWAY all ENHANCE_YOUR_CALM";

  private final Conversation talk = new Conversation();
  private final List<String> frames = new ArrayList<>();

  @AfterEach
  void close() {
    talk.close();
  }

  @Test
  void rapidReset() {
    int sent =
        flood(i -> {
          talk.wire.headers(2 * i + 1, true, GET);
          talk.wire.reset(2 * i + 1, Http2Error.CANCEL);
        });

    assertThat(sent).isLessThan(300);
    assertThat(talk.exchanges).hasSizeLessThan(300);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void resetsThatWeAreMadeToSend() {
    int sent =
        flood(i -> {
          talk.wire.headers(2 * i + 1, false, POST);
          talk.wire.windowUpdate(2 * i + 1, 0);
        });

    assertThat(sent).isLessThan(300);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void malformedRequests() {
    int sent = flood(i -> talk.wire.headers(2 * i + 1, true, with(GET, "Bad", "x")));

    assertThat(sent).isLessThan(300);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void resetsAmongServedRequestsAreFine() {
    for (int id = 1; id < 4_001; id += 4) {
      talk.wire.headers(id, true, GET);
      talk.last().stream.respond(response(204, Body.NONE));
      talk.last().stream.flush();
      talk.wire.frames();
      talk.wire.headers(id + 2, true, GET);
      talk.wire.reset(id + 2, Http2Error.CANCEL);
    }

    assertThat(talk.wire.channel().isActive()).isTrue();
  }

  @Test
  void settings() {
    assertThat(flood(i -> talk.wire.settings())).isLessThan(2_000);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void pings() {
    assertThat(flood(i -> talk.wire.ping())).isLessThan(MANY);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void answersThatNobodyAskedFor() {
    assertThat(flood(i -> talk.wire.frame(Wire.PING, 1, 0, Unpooled.buffer().writeLong(i))))
        .isLessThan(MANY);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void settingsAcknowledgedWithoutEnd() {
    assertThat(flood(i -> talk.wire.frame(Wire.SETTINGS, 1, 0, Unpooled.EMPTY_BUFFER)))
        .isLessThan(MANY);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void goodbyesWithoutEnd() {
    assertThat(flood(i -> talk.wire.goAway(0, Http2Error.NO_ERROR))).isLessThan(MANY);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void priorities() {
    assertThat(
            flood(i -> talk.wire.frame(Wire.PRIORITY, 0, 2 * i + 1, Wire.number(0).writeByte(1))))
        .isLessThan(MANY);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void unknownFrames() {
    assertThat(flood(i -> talk.wire.frame(99, 0, 0, Unpooled.buffer()))).isLessThan(MANY);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void emptyData() {
    talk.wire.headers(1, false, POST);
    assertThat(flood(i -> talk.wire.data(1, false, ""))).isLessThan(2_000);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void windowDribble() {
    talk.wire.headers(1, false, POST);
    assertThat(flood(i -> talk.wire.windowUpdate(1, 1))).isLessThan(MANY);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void streamsBeyondTheLimit() {
    assertThat(flood(i -> talk.wire.headers(2 * i + 1, false, POST))).isLessThan(MANY);
    assertThat(talk.exchanges).hasSize(100);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void smallContinuations() {
    talk.wire.frame(Wire.HEADERS, 0, 1, Wire.section(GET));
    assertThat(flood(i -> talk.wire.frame(Wire.CONTINUATION, 0, 1, Wire.section("a", "b"))))
        .isLessThan(20);
    assertThat(frames).endsWith(CALM);
  }

  @Test
  void largeContinuations() {
    ByteBuf fields = Wire.section("a", "b".repeat(16_000));
    talk.wire.frame(Wire.HEADERS, 0, 1, Wire.section(GET));
    assertThat(flood(i -> talk.wire.frame(Wire.CONTINUATION, 0, 1, fields.retainedDuplicate())))
        .isLessThan(10);
    fields.release();
    assertThat(frames).endsWith("GOAWAY all PROTOCOL_ERROR");
  }

  @Test
  void compressedFieldsThatUnfold() {
    // One field of 4,000 bytes goes into the table, then a byte each calls it up again.
    ByteBuf section = Unpooled.buffer();
    section.writeBytes(Wire.section(GET));
    section.writeByte(0x40).writeByte(1).writeByte('a');
    section.writeByte(127).writeByte(0xa1).writeByte(30);
    section.writeBytes("b".repeat(4_000).getBytes(US_ASCII));
    for (int i = 0; i < 8_000; i++) {
      section.writeByte(0x80 | 62);
    }
    talk.wire.frame(Wire.HEADERS, Wire.END_HEADERS | Wire.END_STREAM, 1, section);

    assertThat(talk.exchanges).isEmpty();
    assertThat(talk.wire.frames()).first().asString().startsWith("HEADERS 1 :status=431");
  }

  @Test
  void clientThatSendsAndDoesNotReadIsCutOff() {
    talk.wire.channel().pipeline().addFirst(new Blockage());

    assertThat(flood(i -> talk.wire.ping())).isLessThan(1_100);
  }

  /** A network that takes nothing until it breaks. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static final class Blockage extends ChannelOutboundHandlerAdapter {
    private final List<ChannelPromise> waiting = new ArrayList<>();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      waiting.add(promise);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      waiting.forEach(one -> one.tryFailure(new ClosedChannelException()));
      ctx.close(promise);
    }
  }

  /** Sends until the connection is closed, and says how often. */
  private int flood(IntConsumer frame) {
    int sent = 0;
    while (talk.wire.channel().isActive() && sent < MANY) {
      frame.accept(sent++);
      frames.addAll(talk.wire.frames());
    }
    frames.addAll(talk.wire.frames());
    assertThat(talk.wire.channel().isActive()).isFalse();
    return sent;
  }
}
