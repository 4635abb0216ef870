package dev.fairlead.engine.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Character classes, field names and methods. */
final class WordsTest {
  private static final String TOKEN =
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  @Test
  void tokensAreMadeOfWhatTheRfcLists() {
    for (int c = 0; c < 256; c++) {
      boolean token = TOKEN.indexOf(c) >= 0;
      assertThat(Tokens.isTokenByte((byte) c)).as("byte %s", c).isEqualTo(token);
      assertThat(Tokens.isToken("x" + (char) c)).as("byte %s", c).isEqualTo(token);
      assertThat(Tokens.lower((byte) c))
          .as("byte %s", c)
          .isEqualTo(token ? (byte) Character.toLowerCase(c) : 0);
    }
    assertThat(Tokens.isToken("")).isFalse();
    assertThat(Tokens.isToken("\u0161")).isFalse();
  }

  @Test
  void valuesAreMadeOfAllButControls() {
    for (int c = 0; c < 256; c++) {
      boolean value = c == '\t' || (c >= ' ' && c != 0x7f);
      assertThat(Tokens.isValueByte((byte) c)).as("byte %s", c).isEqualTo(value);
      assertThat(Tokens.isValue("x" + (char) c + "x")).as("byte %s", c).isEqualTo(value);
    }
    assertThat(Tokens.isValue("")).isTrue();
    assertThat(Tokens.isValue(" x")).isFalse();
    assertThat(Tokens.isValue("x\t")).isFalse();
    assertThat(Tokens.isValue("\u0161")).isFalse();
  }

  @Test
  void namesAreEqualWhateverTheirCase() {
    byte[] bytes = "-cONTENT-lENGTH:".getBytes(ISO_8859_1);
    FieldName name = FieldName.CONTENT_LENGTH;
    assertThat(FieldName.hash(bytes, 1, 14)).isEqualTo(name.hash);
    assertThat(name.begins(bytes, 1)).isTrue();
    assertThat(name.begins(bytes, 0)).isFalse();
    assertThat(name.begins(bytes, 2)).isFalse();
    assertThat(FieldName.of("Content").begins(bytes, 1)).isFalse();
    assertThat(name).hasToString("Content-Length");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH"})
  void knownMethodsAreShared(String name) {
    byte[] bytes = ("x" + name + "x").getBytes(ISO_8859_1);
    Method method = Method.of(bytes, 1, name.length());
    assertThat(method).isSameAs(Method.of(name));
    assertThat(method).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G",
        "get",
        "GETT",
        "GEX",
        "PUX",
        "HEAX",
        "POSX",
        "PATCX",
        "TRACX",
        "DELETX",
        "CONNECX",
        "OPTIONX",
        "PROPFIND",
        "QUERY",
        "M-SEARCH",
        "Post"
      })
  void otherMethodsAreThemselvesAndNotIdempotent(String name) {
    Method method = Method.of(name.getBytes(ISO_8859_1), 0, name.length());
    assertThat(method.name()).isEqualTo(name);
    assertThat(method.idempotent()).isFalse();
    assertThat(method).isEqualTo(Method.of(name));
  }
}
