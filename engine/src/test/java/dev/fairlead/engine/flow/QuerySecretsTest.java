package dev.fairlead.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record says of a query. */
final class QuerySecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "key",
        "KEY",
        "api_key",
        "apikey",
        "x-api-key",
        "token",
        "access_token",
        "id_token",
        "X-Amz-Security-Token",
        "password",
        "user.password",
        "passwd",
        "pwd",
        "secret",
        "client_secret",
        "signature",
        "X-Amz-Signature",
        "sig",
        "X-Goog-Credential",
        "auth",
        "%6bey",
        "api%5Fkey",
        "api%5fKEY",
        "jwt",
        "Ocp-Apim-Subscription-Key"
      })
  void valuesOfCredentialsAreHidden(String name) {
    assertThat(QuerySecrets.masked("/a?" + name + "=s3cret")).isEqualTo("/a?" + name + "=****");
    assertThat(QuerySecrets.masked("/a?x=1&" + name + "=s3cret&y=2"))
        .isEqualTo("/a?x=1&" + name + "=****&y=2");
    assertThat(QuerySecrets.masked("/a?x=1;" + name + "=s3=cret;y=2"))
        .isEqualTo("/a?x=1;" + name + "=****;y=2");
  }

  @ParameterizedTest
  @CsvSource({
    "/",
    "/key=1",
    "/a?",
    "/a?key",
    "/a?key=",
    "/a?b=c",
    "/a?monkey=1&keyboard=2&max_tokens=3&page=4&passage=5&%zz=6&%6=7",
    "/a?&&=x&=",
    "*"
  })
  void everythingElseIsTheVerySame(String path) {
    assertThat(QuerySecrets.masked(path)).isSameAs(path);
  }

  @Test
  void severalAreHiddenAlike() {
    assertThat(QuerySecrets.masked("/a?token=1&b=2&token=3&key=4"))
        .isEqualTo("/a?token=****&b=2&token=****&key=****");
  }
}
