package dev.fairlead.engine.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Method;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How bytes are cut into pieces on their way changes nothing: neither results nor refusals. */
final class FragmentationTest {
  private static final int LONG = 600;

  @Test
  void requestsMeanTheSameInPieces() {
    everywhere(Samples.requests(), Feed::requests);
  }

  @Test
  void responsesMeanTheSameInPieces() {
    everywhere(Samples.responses(), () -> Feed.responses(Method.GET));
    everywhere(Samples.goodResponses(), () -> Feed.responses(Method.HEAD));
    everywhere(Samples.goodResponses(), () -> Feed.responses(Method.CONNECT));
  }

  @Test
  void bodiesMeanTheSameInPieces() {
    everywhere(Samples.chunked(), () -> Feed.body(Framing.CHUNKED, 0));
    everywhere(Samples.chunked(), () -> Feed.body(Framing.SIZED, 7));
    everywhere(Samples.chunked(), () -> Feed.body(Framing.UNTIL_CLOSE, 0));
  }

  private static void everywhere(Stream<byte[]> messages, Supplier<Feed.Target> target) {
    messages.forEach(bytes -> everySplit(bytes, target));
  }

  private static void everySplit(byte[] bytes, Supplier<Feed.Target> target) {
    String expected = Feed.whole(target.get(), bytes);
    String message = new String(bytes, 0, Math.min(bytes.length, 100), ISO_8859_1);
    assertThat(Feed.bytewise(target.get(), bytes)).as(message).isEqualTo(expected);
    int step = bytes.length < LONG ? 1 : bytes.length / LONG;
    for (int cut = 0; cut <= bytes.length; cut += step) {
      assertThat(Feed.pieces(target.get(), bytes, cut, bytes.length))
          .as("%s cut at %s", message, cut)
          .isEqualTo(expected);
    }
  }
}
