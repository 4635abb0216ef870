package dev.fairlead.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "/, /anything/at/all, true",
    "/api/, /api/x, true",
    "/api/, /api/, true",
    "/api/, /api, false",
    "/api/, /apis/x, false",
    "/api, /api, true",
    "/api, /api/, false",
    "/api, /API, false",
    "/users/*/posts, /users/7/posts, true",
    "/users/*/posts, /users//posts, false",
    "/users/*/posts, /users/7/8/posts, false",
    "/users/*, /users/, false",
    "/users/*, /users/7, true",
    "/*.css, /a.css, true",
    "/*.css, /.css, true",
    "/*.css, /a/b.css, false",
    "/v*/x*y*z, /v1/xAyBz, true",
    "/v*/x*y*z, /v1/xAyB, false",
    "/api/**, /api, true",
    "/api/**, /api/, true",
    "/api/**, /api/a/b/c, true",
    "/api/**, /apix, false",
    "/**/edit, /edit, true",
    "/**/edit, /a/b/edit, true",
    "/**/edit, /a/b/edit/x, false",
    "/**/a/**/b, /x/a/y/z/b, true",
    "/**/a/**/b, /x/a/a/b/b, true",
    "/**/a/**/b, /x/y/z/b, false",
    "/**, /, true",
    "/caf%c3%a9, /caf%C3%A9, true",
    "/café/, /caf%C3%A9/x, true",
    "/%61pi, /api, true",
    "/a%2fb, /a%2Fb, true",
    "/*, *, false",
    "/, *, false",
    "/, '', false",
  })
  void matchesAsDescribed(String pattern, String view, boolean expected) {
    assertThat(PathPattern.parse(pattern).matches(view)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', must begin with a slash",
    "api/, must begin with a slash",
    "^/api, must begin with a slash",
    "https://a.com/x, must begin with a slash",
    "/x?y, rules look at paths only",
    "/x#y, rules look at paths only",
    "/x y, percent-encoded",
    "/a/../b, without dot segments",
    "/a/%2e%2e/b, without dot segments",
    "/a//b, without dot segments",
    "/a**, ** stands for whole segments",
    "/a/***/b, ** stands for whole segments",
    "/a/*/, '\"/a/*/**\"'",
  })
  void junkIsRefusedWithARemedy(String pattern, String remedy) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PathPattern.parse(pattern))
        .withMessageContaining("\"" + pattern + "\"")
        .withMessageContaining(remedy);
  }

  @Test
  void globsAgreeWithTheExpressionTheyStandFor() {
    Random random = new Random(7);
    for (int round = 0; round < 3000; round++) {
      String glob = text(random, "a", "b", "*", "**", "a*", "*b*a");
      PathPattern pattern = PathPattern.parse(glob);
      Pattern reference = reference(glob);
      for (int i = 0; i < 20; i++) {
        String path = text(random, "a", "b", "ab", "ba", "aba", "bab");
        assertThat(pattern.matches(path))
            .as("%s on %s", glob, path)
            .isEqualTo(reference.matcher(path).matches());
      }
    }
  }

  @Test
  void manyStarsStayCheap() {
    PathPattern pattern = PathPattern.parse("/**/*a*a*a*a*a*a*a*a*b/**/*a*a*a*a*b/c");
    String path = ("/" + "a".repeat(60)).repeat(120);
    for (int i = 0; i < 100; i++) {
      assertThat(pattern.matches(path)).isFalse();
    }
  }

  private static Pattern reference(String glob) {
    return Pattern.compile(
        Stream.of(glob.substring(1).split("/", -1))
            .map(segment ->
                switch (segment) {
                  case "**" -> "(/[^/]*)*";
                  case "*" -> "/[^/]+";
                  default -> "/" + segment.replace("*", "[^/]*");
                })
            .collect(Collectors.joining()));
  }

  private static String text(Random random, String... segments) {
    return Stream.generate(() -> "/" + segments[random.nextInt(segments.length)])
        .limit(1 + random.nextInt(5))
        .collect(Collectors.joining());
  }
}
