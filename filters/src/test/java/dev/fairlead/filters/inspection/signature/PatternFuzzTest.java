package dev.fairlead.filters.inspection.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is written, there is an automaton that means the same however a body is cut, or a
 * refusal with its reason. A plain build runs the samples; with {@code JAZZER_FUZZ=1} it searches.
 */
final class PatternFuzzTest {
  @ValueSource(
      strings = {
        "a|b",
        "^x{2,}",
        "(?i)[^a-z]+\\d",
        "((",
        "[",
        "\\",
        "\\x1",
        "{",
        "a{1",
        "(?i)",
        "^",
        "[a-",
        "(a*)*(b|)+c",
        "\ud800",
        "(a{200}){200}"
      })
  @FuzzTest
  void anyPattern(@NotNull String pattern) {
    Signature signature = new Signature("it", pattern);
    String problem = Signatures.problem(signature);
    if (problem != null) {
      assertThat(problem).isNotBlank().isNotEqualTo("null");
      return;
    }
    Signatures signatures = new Signatures(List.of(signature));
    ByteBuf text = Unpooled.copiedBuffer(pattern + pattern, ISO_8859_1);
    boolean whole = signatures.search().read(text.duplicate()) != null;
    Signatures.Search search = signatures.search();
    boolean bytewise = false;
    while (text.isReadable() && !bytewise) {
      bytewise = search.read(text.readSlice(1)) != null;
    }
    assertThat(bytewise).isEqualTo(whole);
  }
}
