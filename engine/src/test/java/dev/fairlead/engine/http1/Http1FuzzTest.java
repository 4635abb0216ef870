package dev.fairlead.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.fairlead.engine.message.Method;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes give a head, a body or a refusal, the same one however they are cut, and what was
 * accepted can be sent on without becoming something else. A plain build runs the samples; with
 * {@code JAZZER_FUZZ=1} it searches.
 */
final class Http1FuzzTest {
  private static final int FEW = 200;

  static Stream<Arguments> requestSamples() {
    return seeds(Samples.requests());
  }

  static Stream<Arguments> responseSamples() {
    return seeds(Samples.responses());
  }

  static Stream<Arguments> bodySamples() {
    return seeds(Samples.chunked());
  }

  /** Long samples are for {@link FragmentationTest}; here they would only make searching slow. */
  private static Stream<Arguments> seeds(Stream<byte[]> samples) {
    return samples.filter(bytes -> bytes.length < 1000).map(Arguments::of);
  }

  @MethodSource("requestSamples")
  @FuzzTest
  void requests(byte[] bytes) {
    inAllPieces(bytes, Feed::requests);
    RoundTrip.request(bytes);
    NettyOpinion.agrees(bytes);
  }

  @MethodSource("responseSamples")
  @FuzzTest
  void responses(byte[] bytes) {
    for (Method method : List.of(Method.GET, Method.HEAD, Method.CONNECT)) {
      inAllPieces(bytes, () -> Feed.responses(method));
      RoundTrip.response(bytes, method);
    }
  }

  @MethodSource("bodySamples")
  @FuzzTest
  void bodies(byte[] bytes) {
    inAllPieces(bytes, () -> Feed.body(Framing.CHUNKED, 0));
    inAllPieces(bytes, () -> Feed.body(Framing.SIZED, bytes.length / 2));
    inAllPieces(bytes, () -> Feed.body(Framing.UNTIL_CLOSE, 0));
  }

  private static void inAllPieces(byte[] bytes, Supplier<Feed.Target> target) {
    String expected = Feed.whole(target.get(), bytes);
    assertThat(Feed.bytewise(target.get(), bytes)).isEqualTo(expected);
    int step = Math.max(1, bytes.length / FEW);
    for (int cut = 0; cut < bytes.length; cut += step) {
      assertThat(Feed.pieces(target.get(), bytes, cut, bytes.length)).isEqualTo(expected);
    }
  }
}
