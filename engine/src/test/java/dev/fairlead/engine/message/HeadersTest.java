package dev.fairlead.engine.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single claims about header sections; {@link HeadersModelTest} compares whole histories. */
final class HeadersTest {
  private static final FieldName X = FieldName.of("X");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "007, 7",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, -1",
    "99999999999999999999999, -1",
    "'', -1",
    "-1, -1",
    "+1, -1",
    "1 1, -1",
    "0x1, -1",
    "1_0, -1",
    "/, -1",
    ":, -1",
    "\u00b9, -1"
  })
  void decimalIsDigitsBelowTwoToThe63(String text, long number) {
    Headers headers = new Headers();
    headers.add(X, text);
    assertThat(headers.decimal(0)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", " x , CLOSE", "x,\tclose\t", ",,close", "close,"})
  void elementsOfListsAreFoundWhateverTheirCaseAndPadding(String value) {
    Headers headers = section("X: y\r\nConnection: " + value + "\r\n");
    assertThat(headers.listed(FieldName.CONNECTION, "close")).isTrue();
    assertThat(headers.anyListed(FieldName.CONNECTION, "close"::equalsIgnoreCase)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "closed", "xclose", "clo se", "close;x", "\"close\""})
  void otherElementsAreNot(String value) {
    Headers headers = section("X: close\r\nConnection: " + value + "\r\n");
    assertThat(headers.listed(FieldName.CONNECTION, "close")).isFalse();
    assertThat(headers.anyListed(FieldName.CONNECTION, "close"::equalsIgnoreCase)).isFalse();
  }

  @Test
  void elementMayStandInAnyFieldOfThatName() {
    Headers headers = section("connection: a\r\nX: y\r\nConnection: b, close\r\n");
    assertThat(headers.listed(FieldName.CONNECTION, "close")).isTrue();
    assertThat(headers.joined(FieldName.CONNECTION)).isEqualTo("a, b, close");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "X", ": y", " X: y", "X : y", "X\t: y", "\u00c4: y", "X(:y"})
  void lineThatIsNoFieldIsRefused(String line) {
    byte[] bytes = (line + "\r\n").getBytes(ISO_8859_1);
    Headers headers = new Headers(bytes, bytes.length);
    assertThat(headers.line(0, line.length())).isFalse();
    assertThat(headers.size()).isZero();
  }

  @Test
  void parsedLinesAreWrittenInTheirPlainForm() {
    Headers headers = section("a:1\r\nB: 2\r\nC:\t3 \r\nD:\r\nE: 5\r\n");
    assertThat(written(headers)).isEqualTo("a: 1\r\nB: 2\r\nC: 3\r\nD: \r\nE: 5\r\n");
    assertThat(headers.wireLength()).isEqualTo(written(headers).length());
  }

  @Test
  void partOfASectionCanBeWritten() {
    Headers headers = section("A: 1\r\nB: 2\r\nC: 3\r\n");
    ByteBuf out = Unpooled.buffer();
    headers.writeTo(out, 1, 2);
    assertThat(out.toString(ISO_8859_1)).isEqualTo("B: 2\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb", "\0", "\u007f", " a", "a ", "\ta", "\u0100"})
  void valueThatIsNotCleanIsNotAdded(String value) {
    Headers headers = new Headers();
    assertThatThrownBy(() -> headers.add(X, value)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> headers.add("x", value)).isInstanceOf(IllegalArgumentException.class);
    assertThat(headers.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r\n", "\u00e4", "\u0141"})
  void nameThatIsNoTokenIsNotAdded(String name) {
    Headers headers = new Headers();
    assertThatThrownBy(() -> headers.add(name, "y")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FieldName.of(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusalDoesNotTellTheValue() {
    assertThatThrownBy(() -> new Headers().add(FieldName.AUTHORIZATION, "hunter2\n"))
        .hasMessageContaining("Authorization")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void namesWithEqualHashesAreToldApart() {
    FieldName first = FieldName.of("a_");
    FieldName second = FieldName.of("c!");
    Headers headers = new Headers();
    headers.add("A_", "1");
    headers.add("C!", "2");
    assertThat(first.hash).isEqualTo(second.hash);
    assertThat(headers.get(first)).isEqualTo("1");
    assertThat(headers.get(second)).isEqualTo("2");
    assertThat(headers.count(second)).isOne();
  }

  static Headers section(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    Headers headers = new Headers(bytes, bytes.length);
    int start = 0;
    for (int end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n", start)) {
      assertThat(headers.line(start, end)).isTrue();
      start = end + 2;
    }
    return headers;
  }

  static String written(Headers headers) {
    ByteBuf out = Unpooled.buffer();
    headers.writeTo(out);
    return out.toString(ISO_8859_1);
  }
}
