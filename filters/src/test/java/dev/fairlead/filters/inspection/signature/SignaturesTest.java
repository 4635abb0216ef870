package dev.fairlead.filters.inspection.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What signatures find, and which are refused. */
final class SignaturesTest {
  private static @Nullable Signature found(Signatures signatures, String... chunks) {
    Signatures.Search search = signatures.search();
    for (String chunk : chunks) {
      ByteBuf bytes = Unpooled.copiedBuffer(chunk, ISO_8859_1);
      Signature found = search.read(bytes);
      assertThat(bytes.readableBytes()).isEqualTo(chunk.length());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static boolean finds(String pattern, String text) {
    return found(new Signatures(List.of(new Signature("it", pattern))), text) != null;
  }

  @Test
  void aSignatureIsFoundHoweverTheBodyIsCut() {
    String text = "..abcabcd..";
    Signatures signatures = new Signatures(List.of(Signature.text("it", "abcd")));
    for (int i = 0; i <= text.length(); i++) {
      for (int j = i; j <= text.length(); j++) {
        assertThat(found(signatures, text.substring(0, i), text.substring(i, j), text.substring(j)))
            .isNotNull();
      }
    }
    assertThat(found(signatures, "abc", "", "abc", "d")).isNotNull();
    assertThat(found(signatures, "abc", "abc")).isNull();
  }

  @Test
  void theFirstOfSeveralThatEndTogetherIsNamed() {
    Signatures signatures =
        new Signatures(List.of(Signature.text("long", "xabc"), Signature.text("short", "abc")));
    assertThat(found(signatures, "xabc")).extracting(Signature::name).isEqualTo("long");
    assertThat(found(signatures, "yabc")).extracting(Signature::name).isEqualTo("short");
  }

  @Test
  void eicarIsKnown() {
    Signatures signatures = new Signatures(List.of(Signature.EICAR));
    String file = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + "$H+H*";
    assertThat(file).hasSize(68);
    assertThat(found(signatures, "<<" + file.substring(0, 30), file.substring(30))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "^ab, abx, true",
    "^ab, xab, false",
    "^(a|b)c, bc, true",
    "(?i)^ab, AB, true",
    "(?i)[^a]x, Ax, false",
    "(?i)[^a]x, Bx, true",
    "a.c, 'a\nc', true",
    "\\xe9, é, true",
    "é, Ã©, true",
    "[]]x, ]x, true",
    "[a-]x, -x, true",
    "a{2}b, ab, false",
    "a{2}b, aab, true",
    "x(?:ab|c)+y, xabcy, true",
    "'(a*)*b', aaaab, true",
  })
  void patternsMeanWhatPeopleExpect(String pattern, String text, boolean found) {
    assertThat(finds(pattern, text)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a(b~at character 2: this ( is not closed",
        "ab)~at character 3: this ) closes nothing",
        "x[ab~at character 2: this [ is not closed",
        "*a~at character 1: there is nothing to repeat",
        "a**~at character 3: a repetition cannot be repeated",
        "a{3,2}~at character 2: this is no repetition",
        "a{256}~at character 2: a repetition is a number up to 255",
        "a{~at character 2: this { is not closed",
        "a$~at character 2: $ has no meaning here",
        "(?=a)~at character 2: only plain groups",
        "\\q~at character 3: \\q is not known",
        "\\xg0~at character 3: \\x wants two hexadecimal digits",
        "[b-a]~this range runs backwards",
        "^a|b~at character 1: it is unclear which choices ^ is for",
        "a*~it matches the empty body",
        "((a{255}){255}){255}~too large",
      })
  void whatCannotBeReadIsRefusedWithItsPlace(String pattern, String message) {
    assertThat(Signatures.problem(new Signature("it", pattern))).contains(message);
    assertThatThrownBy(() -> new Signatures(List.of(new Signature("it", pattern))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("signature it: ");
  }

  @Test
  void anAutomatonThatWouldExplodeStaysSmallAndRight() {
    Signatures signatures = new Signatures(List.of(new Signature("it", "[ab].{60}c")));
    var random = new java.util.Random(7);
    StringBuilder text = new StringBuilder();
    random.ints(20_000, 0, 2).forEach(bit -> text.append(bit == 0 ? 'a' : 'x'));
    assertThat(found(signatures, text.toString())).isNull();
    text.setCharAt(15_000, 'a');
    text.setCharAt(15_061, 'c');
    assertThat(found(signatures, text.toString())).isNotNull();
    assertThat(signatures.kept()).isLessThanOrEqualTo(2048);
  }

  @Test
  void oneSetServesManyBodiesAtOnce() throws Exception {
    Signatures signatures = new Signatures(List.of(new Signature("it", "[ab].{12}cd")));
    String clean = "ab".repeat(5000);
    String bad = clean + "cd";
    try (var threads = java.util.concurrent.Executors.newFixedThreadPool(4)) {
      var all =
          threads.invokeAll(
              Stream.generate(() -> List.of(clean, bad))
                  .limit(20)
                  .flatMap(List::stream)
                  .map(text ->
                      (java.util.concurrent.Callable<Boolean>)
                          () -> (found(signatures, text) != null) == text.endsWith("d"))
                  .toList());
      for (var each : all) {
        assertThat(each.get()).isTrue();
      }
    }
  }
}
