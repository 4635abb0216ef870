package dev.fairlead.control.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ArgumentPatternTest {
  @Test
  void textStandsForItself() {
    assertThat(matches("--help", "--help")).isTrue();
    assertThat(matches("--help", "--help ")).isFalse();
    assertThat(matches("a.c", "abc")).isFalse();
    assertThat(matches("a+[b](c)", "a+[b](c)")).isTrue();
    assertThat(matches("", "")).isTrue();
    assertThat(matches("ü😀", "ü😀")).isTrue();
  }

  @Test
  void oneStarStopsAtSlashesAndTwoDoNot() {
    assertThat(matches("data/*.csv", "data/a.csv")).isTrue();
    assertThat(matches("data/*.csv", "data/a/b.csv")).isFalse();
    assertThat(matches("data/**.csv", "data/a/b.csv")).isTrue();
    assertThat(matches("v?", "v1")).isTrue();
    assertThat(matches("v?", "v/")).isFalse();
  }

  @Test
  void wildcardsDoNotClimb() {
    for (String climbing : List.of("data/../x", "data/..", "data/a/../../b", "data/a:../b")) {
      assertThat(matches("data/**", climbing)).as(climbing).isFalse();
    }
    assertThat(matches("**", "..")).isFalse();
    assertThat(matches("--file=**", "--file=../x")).isFalse();
    assertThat(matches("data/**", "data/a..b")).isTrue();
    assertThat(matches("..", "..")).isTrue();
  }

  @Test
  void leadingWildcardMatchesNoOption() {
    assertThat(matches("*", "-rf")).isFalse();
    assertThat(matches("**", "--upload-pack=x")).isFalse();
    assertThat(matches("*", "rf")).isTrue();
    assertThat(matches("-*", "-rf")).isTrue();
    assertThat(matches("~.*", "-rf")).isTrue();
  }

  @Test
  void expressionMustMatchAll() {
    assertThat(matches("~[0-9]+", "123")).isTrue();
    assertThat(matches("~[0-9]+", "123;")).isFalse();
    assertThat(matches("~a|b", "ab")).isFalse();
    assertThat(matches("~.*", "two\nlines")).isTrue();
  }

  @Test
  void brokenExpressionIsExplained() {
    assertThatThrownBy(() -> ArgumentPattern.of("~[a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a regular expression");
    assertThatThrownBy(() -> ArgumentPattern.of("~(?=a)"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Timeout(10)
  void hostileArgumentTakesLinearTime() {
    ArgumentPattern greedy = ArgumentPattern.of("~(a*)*b");
    long begun = System.nanoTime();
    assertThat(greedy.matches("a".repeat(100_000))).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void argumentsAreMatchedOneByOne() {
    Arguments log = Arguments.of(List.of("log", "--oneline", "*"));
    assertThat(log.accept(List.of("log", "--oneline", "main"))).isTrue();
    assertThat(log.accept(List.of("log", "--oneline"))).isFalse();
    assertThat(log.accept(List.of("log", "--oneline", "main", "x"))).isFalse();
    assertThat(log.accept(List.of("--oneline", "log", "main"))).isFalse();
  }

  @Test
  void dotsRepeatWhatIsBeforeThem() {
    Arguments add = Arguments.of(List.of("add", "*.txt", "..."));
    assertThat(add.accept(List.of("add"))).isTrue();
    assertThat(add.accept(List.of("add", "a.txt", "b.txt"))).isTrue();
    assertThat(add.accept(List.of("add", "a.txt", "b.sh"))).isFalse();
    assertThat(add.accept(List.of())).isFalse();
    assertThat(Arguments.ANY.accept(List.of("-rf", "/", "../x"))).isTrue();
    assertThatThrownBy(() -> Arguments.of(List.of("...", "a")))
        .hasMessageContaining("can only come last");
  }

  @Test
  void noPatternsMeanNoArguments() {
    Arguments none = Arguments.of(List.of());
    assertThat(none.accept(List.of())).isTrue();
    assertThat(none.accept(List.of(""))).isFalse();
  }

  private static boolean matches(String pattern, String argument) {
    return ArgumentPattern.of(pattern).matches(argument);
  }
}
