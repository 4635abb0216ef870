package dev.fairlead.filters.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.filters.fake.FakeExchange;
import dev.fairlead.filters.input.InputLimit.Sizes;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads are held to the sizes of their route. */
final class InputLimitTest {
  private final InputLimit filter =
      new InputLimit(new Sizes(100, 200), Map.of("wide", new Sizes(1_000, 2_000)));

  private int status(FakeExchange exchange) {
    return filter.request(exchange) instanceof Verdict.Refuse refuse
        ? refuse.failure().status()
        : 200;
  }

  @ParameterizedTest
  @CsvSource({
    "REVERSE, usual, 100, 200",
    "REVERSE, usual, 101, 414",
    "REVERSE, wide, 101, 200",
    "REVERSE, wide, 1000, 200",
    "REVERSE, wide, 1001, 414",
    "LOCAL, wide, 101, 414",
    "FORWARD, wide, 101, 414",
    "FORWARD, x, 81, 200",
    "FORWARD, x, 82, 414"
  })
  void targets(Door door, String rule, int bytes, int status) {
    String path = "/" + "a".repeat(bytes - 1);
    assertThat(status(FakeExchange.of("127.0.0.1", door, rule, "shop.example", path)))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "usual, 200, 200",
    "usual, 201, 431",
    "wide, 201, 200",
    "wide, 2000, 200",
    "wide, 2001, 431"
  })
  void headerSections(String rule, int bytes, int status) {
    String value = "v".repeat(bytes - "A: \r\n".length());
    FakeExchange exchange =
        FakeExchange.of("127.0.0.1", Door.REVERSE, rule, "shop.example", "/").with("A", value);
    assertThat(status(exchange)).isEqualTo(status);
  }
}
