package dev.fairlead.filters.headers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.filters.fake.FakeExchange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SecurityHeadersTest {
  private static final FieldName FRAMES = FieldName.of("X-Frame-Options");
  private static final FieldName SNIFFING = FieldName.of("X-Content-Type-Options");

  private static SecurityHeaders filter(boolean all) {
    return new SecurityHeaders(
        all,
        new SecurityHeaders.Fields(
            List.of(
                new SecurityHeaders.Field(FRAMES, "DENY"),
                new SecurityHeaders.Field(SNIFFING, "nosniff")),
            null),
        Map.of());
  }

  private static Headers response(Door door, boolean all, Headers sent) {
    FakeExchange exchange = FakeExchange.at(door);
    assertThat(exchange.ask(filter(all))).isSameAs(Verdict.CONTINUE);
    return exchange.responded(sent);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCAL", "REVERSE"})
  void ourOwnAnswersAndThoseOfBackendsGetThem(Door door) {
    Headers headers = response(door, false, new Headers());
    assertThat(headers.get(FRAMES)).isEqualTo("DENY");
    assertThat(headers.get(SNIFFING)).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @EnumSource(names = {"FORWARD", "TUNNEL"})
  void whatOriginsSayIsLeftAlone(Door door) {
    assertThat(response(door, false, new Headers()).size()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void allMeansAll(Door door) {
    assertThat(response(door, true, new Headers()).get(FRAMES)).isEqualTo("DENY");
  }

  @Test
  void whatABackendSaysItselfStays() {
    Headers sent = new Headers();
    sent.add(FRAMES, "SAMEORIGIN");
    Headers headers = response(Door.REVERSE, false, sent);
    assertThat(headers.all(FRAMES)).containsExactly("SAMEORIGIN");
    assertThat(headers.all(SNIFFING)).containsExactly("nosniff");
  }
}
