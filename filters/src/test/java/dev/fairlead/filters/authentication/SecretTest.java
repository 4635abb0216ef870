package dev.fairlead.filters.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SecretTest {
  /** RFC 7914 §11: PBKDF2-HMAC-SHA-256 of "Password" with "NaCl", 80000 times, its first half. */
  @Test
  void derivedKeysAreThoseOfTheStandard() {
    byte[] key = Derived.derive("Password", "NaCl".getBytes(StandardCharsets.US_ASCII), 80_000, 64);
    assertThat(HexFormat.of().formatHex(key))
        .startsWith("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "", "häss:lich", "\ud83d\ude80 rocket"})
  void aHashMatchesItsPasswordAndNoOther(String password) {
    String written = Secret.hash(password);
    assertThat(written).matches("pbkdf2-sha256\\$600000\\$[^$]{24}\\$[^$]{44}");
    Secret secret = Secret.parse(written);
    assertThat(secret.matches(password)).isTrue();
    assertThat(secret.matches(password + "x")).isFalse();
    assertThat(secret.rounds()).isEqualTo(600_000);
  }

  @Test
  void aDigestMatchesItsTokenAndNoOther() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest("flt_1".getBytes(StandardCharsets.UTF_8));
    Secret secret = Secret.parse("sha256$" + HexFormat.of().formatHex(digest));
    assertThat(secret.matches("flt_1")).isTrue();
    assertThat(secret.matches("flt_2")).isFalse();
    assertThat(secret.rounds()).isZero();
  }

  @Test
  void secretsAreEqualIfTheirHashesAre() {
    String written = Secret.hash("secret");
    assertThat(Secret.parse(written)).isEqualTo(Secret.parse(written));
    assertThat(Secret.parse(written)).isNotEqualTo(Secret.parse(Secret.hash("secret")));
    String token = "sha256$" + "0f".repeat(32);
    assertThat(Secret.parse(token))
        .isEqualTo(Secret.parse(token.toUpperCase(Locale.ROOT).replace("SHA", "sha")))
        .isNotEqualTo(Secret.parse("sha256$" + "0e".repeat(32)));
  }

  @Test
  void aSecretDoesNotShowItself() {
    assertThat(new Credential("ann", false, Secret.of("secret")).toString())
        .doesNotContain("secret=secret")
        .contains("****");
    assertThat(new Presented(false, "ann", "secret").toString()).isEqualTo("****");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "sha256$",
        "sha256$abc",
        "sha256$zz",
        "md5$00112233445566778899aabbccddeeff",
        "pbkdf2-sha256$999$c2FsdHNhbHQ=$MDEyMzQ1Njc4OWFiY2RlZg==",
        "pbkdf2-sha256$10000001$c2FsdHNhbHQ=$MDEyMzQ1Njc4OWFiY2RlZg==",
        "pbkdf2-sha256$many$c2FsdHNhbHQ=$MDEyMzQ1Njc4OWFiY2RlZg==",
        "pbkdf2-sha256$1000$c2FsdA==$MDEyMzQ1Njc4OWFiY2RlZg==",
        "pbkdf2-sha256$1000$c2FsdHNhbHQ=$MDEy",
        "pbkdf2-sha256$1000$c2FsdHNhbHQ="
      })
  void whatIsNeitherFormIsRefusedWithTheRemedy(String written) {
    assertThatThrownBy(() -> Secret.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fairlead hash");
  }

  @Test
  void aKeyOfMoreThanTwoBlocksIsRefused() {
    String key = Base64.getEncoder().encodeToString(new byte[65]);
    assertThatThrownBy(() -> Secret.parse("pbkdf2-sha256$1000$c2FsdHNhbHQ=$" + key))
        .isInstanceOf(IllegalArgumentException.class);
    String two = Base64.getEncoder().encodeToString(new byte[64]);
    assertThat(Secret.parse("pbkdf2-sha256$1000$c2FsdHNhbHQ=$" + two).rounds()).isEqualTo(2000);
  }
}
