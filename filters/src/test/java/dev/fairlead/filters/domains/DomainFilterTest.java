package dev.fairlead.filters.domains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.filter.Verdict;
import dev.fairlead.engine.message.Door;
import dev.fairlead.filters.fake.FakeExchange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the rules for hosts apply. */
final class DomainFilterTest {
  private static DomainFilter filter() throws IOException {
    return new DomainFilter(
        DomainRules.of(
            DomainRules.Mode.BLOCKLIST,
            List.of("*.example"),
            List.of("ok.example"),
            List.of(),
            new DomainLists(_ -> {})));
  }

  @ParameterizedTest
  @CsvSource({"FORWARD, true", "TUNNEL, true", "REVERSE, false", "LOCAL, false"})
  void onlyHostsThatTheClientChoseAreJudged(Door door, boolean judged) throws IOException {
    FakeExchange exchange = FakeExchange.of("127.0.0.1", door, "rule", "ads.example", "/");
    assertThat(filter().request(exchange) instanceof Verdict.Refuse).isEqualTo(judged);
  }

  @Test
  void aRefusalIsA403() throws IOException {
    FakeExchange exchange = FakeExchange.of("127.0.0.1", Door.TUNNEL, "rule", "ads.example", "");
    assertThat(filter().request(exchange))
        .isInstanceOfSatisfying(
            Verdict.Refuse.class, refuse -> assertThat(refuse.failure().status()).isEqualTo(403));
  }

  @Test
  void explainIsToldWhatLetAHostPass() throws IOException {
    FakeExchange ok = FakeExchange.of("127.0.0.1", Door.FORWARD, "rule", "ok.example", "/");
    assertThat(filter().request(ok)).isEqualTo(Verdict.CONTINUE);
    assertThat(filter().remark(ok)).contains("security.filtering.domains.allowed");
    FakeExchange backend = FakeExchange.of("127.0.0.1", Door.REVERSE, "rule", "ok.example", "/");
    assertThat(filter().remark(backend)).isEmpty();
  }
}
