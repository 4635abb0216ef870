package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives bytes to a parser in pieces, as a connection would, and says what came of it. Each piece is
 * a view that ends where the piece does, so that reading past it fails.
 */
final class Feed {
  /** One of the parsers, its results as text. */
  interface Target {
    /** Null if more bytes are needed. */
    @Nullable String feed(ByteBuf in) throws BadMessage;

    /** What is known when the input ends without a result. */
    default String unfinished() {
      return "incomplete";
    }
  }

  private Feed() {}

  static Target requests() {
    RequestParser parser = new RequestParser(Http1Limits.DEFAULT);
    return in -> {
      var head = parser.parse(in);
      return head == null ? null : Wire.describe(head) + parser.framing() + parser.persistent();
    };
  }

  static Target responses(Method method) {
    ResponseParser parser = new ResponseParser(Http1Limits.DEFAULT);
    return in -> {
      var head = parser.parse(in, method, false);
      return head == null ? null : Wire.describe(head) + parser.framing() + parser.persistent();
    };
  }

  static Target body(Framing framing, long length) {
    BodyReader reader = BodyReader.ofRequests(Http1Limits.DEFAULT);
    reader.begin(framing, length);
    return new BodyTarget(reader);
  }

  /** All at once. */
  static String whole(Target target, byte[] bytes) {
    return pieces(target, bytes, bytes.length);
  }

  /** One byte at a time, after nothing at all. */
  static String bytewise(Target target, byte[] bytes) {
    int[] cuts = new int[bytes.length + 1];
    Arrays.setAll(cuts, i -> i);
    return pieces(target, bytes, cuts);
  }

  /** Up to each cut in turn; what was left unread comes again with the next piece. */
  static String pieces(Target target, byte[] bytes, int... cuts) {
    ByteBuf all = Unpooled.wrappedBuffer(bytes);
    String outcome = pieces(target, all, cuts);
    if (all.refCnt() != 1) {
      throw new AssertionError("references left: " + all.refCnt());
    }
    return outcome;
  }

  private static String pieces(Target target, ByteBuf all, int[] cuts) {
    int consumed = 0;
    try {
      for (int cut : cuts) {
        ByteBuf piece = all.slice(consumed, cut - consumed);
        String result = target.feed(piece);
        consumed += piece.readerIndex();
        if (result != null) {
          return result + " after " + consumed;
        }
      }
      return target.unfinished();
    } catch (BadMessage e) {
      return e.failure() + " " + target.unfinished();
    }
  }

  private static final class BodyTarget implements Target, BodySink {
    private final BodyReader reader;
    private final StringBuilder text = new StringBuilder();

    BodyTarget(BodyReader reader) {
      this.reader = reader;
    }

    @Override
    public @Nullable String feed(ByteBuf in) throws BadMessage {
      return reader.read(in, this) ? text.toString() : null;
    }

    @Override
    public String unfinished() {
      return text + (reader.eof(this) ? "" : " (cut off)");
    }

    @Override
    public void chunk(ByteBuf bytes) {
      text.append(bytes.toString(ISO_8859_1));
      bytes.release();
    }

    @Override
    public void end(@Nullable Headers trailers) {
      text.append(" trailers ").append(Wire.describe(trailers));
    }
  }
}
