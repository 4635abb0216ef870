package dev.fairlead.filters.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.filters.fake.FakeExchange;
import dev.fairlead.filters.inspection.signature.Signature;
import dev.fairlead.filters.inspection.signature.Signatures;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exchanges a rule touches, and how it asks for what it can read. */
final class InspectionFilterTest {
  private static final FieldName ACCEPT_ENCODING = FieldName.of("Accept-Encoding");

  private static InspectionFilter filter(Set<Door> doors, Set<String> routes, boolean responses) {
    InspectionRule rule =
        new InspectionRule(
            "test",
            authority -> authority.host().text().endsWith("example"),
            doors,
            routes,
            !responses,
            responses,
            new MediaTypes(List.of("*/*")),
            1000,
            100,
            new Signatures(List.of(Signature.EICAR)),
            FileRules.NONE,
            null,
            true);
    return new InspectionFilter(List.of(rule), new Budget(1000));
  }

  private static @Nullable String asks(InspectionFilter filter, FakeExchange exchange) {
    exchange.ask(filter);
    return exchange.request().headers().joined(ACCEPT_ENCODING);
  }

  @ParameterizedTest
  @CsvSource({
    "'gzip, deflate, br, zstd', 'gzip, deflate'",
    "'br;q=1.0, gzip;q=0.8, *;q=0.1', gzip;q=0.8",
    "br, identity",
    "*, identity",
    "'GZIP , identity;q=0', 'GZIP, identity;q=0'",
    "'', identity",
  })
  void responsesAreAskedForInCodingsThatCanBeRead(String sent, String asked) {
    FakeExchange exchange = FakeExchange.at(Door.FORWARD).with("Accept-Encoding", sent);
    assertThat(asks(filter(Set.of(), Set.of(), true), exchange)).isEqualTo(asked);
  }

  @Test
  void partsAreAskedForPlain() {
    FakeExchange exchange =
        FakeExchange.at(Door.FORWARD, "Range: bytes=0-9", "Accept-Encoding: gzip");
    assertThat(asks(filter(Set.of(), Set.of(), true), exchange)).isEqualTo("identity");
  }

  @Test
  void whatARuleIsNotForIsLeftAlone() {
    for (InspectionFilter filter :
        List.of(
            filter(Set.of(Door.REVERSE), Set.of(), true),
            filter(Set.of(), Set.of("other"), true),
            filter(Set.of(), Set.of(), false))) {
      FakeExchange exchange = FakeExchange.at(Door.FORWARD, "Accept-Encoding: br");
      assertThat(asks(filter, exchange)).isEqualTo("br");
    }
    FakeExchange tunnel = FakeExchange.at(Door.TUNNEL, "Accept-Encoding: br");
    assertThat(asks(filter(Set.of(), Set.of(), true), tunnel)).isEqualTo("br");
    FakeExchange local = FakeExchange.at(Door.LOCAL, "Accept-Encoding: br");
    assertThat(asks(filter(Set.of(), Set.of(), true), local)).isEqualTo("br");
  }

  @Test
  void explainNamesTheRules() {
    InspectionFilter filter = filter(Set.of(), Set.of(), true);
    assertThat(filter.remark(FakeExchange.at(Door.FORWARD)))
        .isEqualTo("bodies are looked at by test");
    assertThat(filter.remark(FakeExchange.at(Door.TUNNEL))).isEmpty();
  }
}
