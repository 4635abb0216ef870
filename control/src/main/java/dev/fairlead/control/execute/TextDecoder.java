package dev.fairlead.control.execute;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** Makes text of bytes across reads: a character that a read cut in two waits for its rest. */
final class TextDecoder {
  private final CharsetDecoder decoder =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer rest = ByteBuffer.allocate(0);

  /** The text of all bytes there are; of {@code cut} ones, without a character that was cut too. */
  static CharBuffer whole(byte[] bytes, boolean cut) {
    return new TextDecoder().text(bytes, !cut);
  }

  /** What is complete of these bytes and what was left before. */
  CharBuffer text(byte[] bytes) {
    return text(bytes, false);
  }

  /** What was left, which nothing will complete. */
  CharBuffer end() {
    return text(new byte[0], true);
  }

  private CharBuffer text(byte[] bytes, boolean end) {
    ByteBuffer in =
        rest.hasRemaining()
            ? ByteBuffer.allocate(rest.remaining() + bytes.length).put(rest).put(bytes).flip()
            : ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(in.remaining());
    var _ = decoder.decode(in, text, end);
    rest = in;
    return text.flip();
  }
}
