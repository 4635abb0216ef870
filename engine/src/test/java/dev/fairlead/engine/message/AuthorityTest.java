package dev.fairlead.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorityTest {
  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, -1, example.com",
    "EXAMPLE.com.:443, example.com, 443, example.com:443",
    "example.com:00080, example.com, 80, example.com:80",
    "127.0.0.1:1, 127.0.0.1, 1, 127.0.0.1:1",
    "[::1], ::1, -1, [::1]",
    "[::1]:65535, ::1, 65535, [::1]:65535",
    "[::ffff:10.0.0.1]:80, 10.0.0.1, 80, 10.0.0.1:80",
  })
  void hostAndPortAreTakenApart(String written, String host, int port, String canonical) {
    Authority authority = Authority.parse(written);
    assertThat(authority.host().text()).isEqualTo(host);
    assertThat(authority.port()).isEqualTo(port);
    assertThat(authority).hasToString(canonical);
  }

  @Test
  void theDefaultPortStandsInOnlyWhereNoneWasWritten() {
    assertThat(Authority.parse("a").portOr(443)).isEqualTo(443);
    assertThat(Authority.parse("a:80").portOr(443)).isEqualTo(80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":80",
        "example.com:",
        "[::1]:",
        "example.com:0",
        "example.com:65536",
        "example.com:-1",
        "example.com:+80",
        "example.com:https",
        "example.com: 80",
        "example.com:80 ",
        "example.com:８０",
        "example.com:000080",
        "example.com:99999999999",
        "example.com:80:80",
        "::1",
        "::1:443",
        "2001:db8::1",
        "user@example.com",
        "user:pass@example.com:80",
        "example.com@evil.example",
        "@example.com",
        "[::1]80",
        "[::1]x:80",
        "[::1",
        "[example.com]:80",
        "example.com:80\r\nX: y",
        "example.com/:80",
        "127.1:80",
      })
  void whatIsNoAuthorityIsRefused(String written) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authority.parse(written))
        .satisfies(e -> HostTest.assertFitForClient(e, written));
  }
}
