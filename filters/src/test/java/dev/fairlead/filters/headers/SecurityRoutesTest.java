package dev.fairlead.filters.headers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.filters.fake.FakeExchange;
import dev.fairlead.filters.fake.FakeLoop;
import dev.fairlead.filters.headers.SecurityHeaders.Field;
import dev.fairlead.filters.headers.SecurityHeaders.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which responses get which safe fields. */
final class SecurityRoutesTest {
  private static final FieldName FRAMES = FieldName.of("X-Frame-Options");
  private static final FieldName TRANSPORT = FieldName.of("Strict-Transport-Security");
  private static final Fields USUAL = fields("DENY");

  private static Fields fields(String frames) {
    return new Fields(List.of(new Field(FRAMES, frames)), "max-age=7");
  }

  private static FakeExchange exchange() {
    return new FakeExchange(new FakeLoop());
  }

  private static FakeExchange asked(boolean all, FakeExchange exchange) {
    new SecurityHeaders(all, USUAL, Map.of("open", fields("SAMEORIGIN"), "bare", Fields.NONE))
        .request(exchange);
    return exchange;
  }

  @Test
  void reverseAndLocalResponsesGetThemAndOthersIfAllAreMeant() {
    assertThat(asked(false, exchange()).responded().get(FRAMES)).isEqualTo("DENY");
    assertThat(asked(false, exchange().through(Door.LOCAL, "x")).responded().get(FRAMES))
        .isEqualTo("DENY");
    assertThat(asked(false, exchange().through(Door.FORWARD, "x")).observers).isEmpty();
    assertThat(asked(true, exchange().through(Door.FORWARD, "x")).responded().get(FRAMES))
        .isEqualTo("DENY");
  }

  @Test
  void routeMayHaveItsOwnOrNone() {
    assertThat(asked(false, exchange().through(Door.REVERSE, "open")).responded().get(FRAMES))
        .isEqualTo("SAMEORIGIN");
    assertThat(asked(false, exchange().through(Door.REVERSE, "bare")).responded().size()).isZero();
    assertThat(asked(false, exchange().through(Door.LOCAL, "open")).responded().get(FRAMES))
        .isEqualTo("DENY");
  }

  @Test
  void transportSecurityIsForTlsAndHostNames() {
    assertThat(asked(false, exchange().overTls()).responded().get(TRANSPORT))
        .isEqualTo("max-age=7");
    assertThat(asked(false, exchange()).responded().contains(TRANSPORT)).isFalse();
    assertThat(
            asked(true, exchange().overTls().through(Door.FORWARD, "x"))
                .responded()
                .contains(TRANSPORT))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "[2001:db8::1]:8443", "localhost", "a.localhost", ""})
  void addressesAndTheOwnMachineGetNoTransportSecurity(String host) {
    assertThat(asked(false, exchange().overTls().to(host, "/")).responded().contains(TRANSPORT))
        .isFalse();
  }
}
