package dev.fairlead.control.execute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.control.execute.ExecuteRequest.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestReaderTest {
  private static final int MAX_STDIN = 8;

  @Test
  void everythingIsRead() throws Refusal {
    ExecuteRequest request =
        read(
            """
            {"command": "python", "args": ["a", ""], "stdin": "ü", "stream": true,
             "encoding": "base64"}\
            """);
    assertThat(request.command()).isEqualTo("python");
    assertThat(request.args()).containsExactly("a", "");
    assertThat(new String(request.stdin(), UTF_8)).isEqualTo("ü");
    assertThat(request.stream()).isTrue();
    assertThat(request.encoding()).isEqualTo(Encoding.BASE64);
  }

  @Test
  void commandAloneIsEnough() throws Refusal {
    ExecuteRequest request = read("{\"command\": \"python\"}");
    assertThat(request.args()).isEmpty();
    assertThat(request.stdin()).isEmpty();
    assertThat(request.stream()).isFalse();
    assertThat(request.encoding()).isEqualTo(Encoding.UTF_8);
  }

  @Test
  void stdinMayBeBinary() throws Refusal {
    ExecuteRequest request =
        read("{\"command\": \"c\", \"stdin\": \"AP8=\", \"stdin_encoding\": \"base64\"}");
    assertThat(request.stdin()).containsExactly(0, 0xff);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"command\": 1} | 400 | command",
        "{\"command\": \"\"} | 400 | command",
        "{} | 400 | command",
        "{\"command\": \"c\", \"args\": \"a\"} | 400 | args",
        "{\"command\": \"c\", \"args\": [\"a\", 1]} | 400 | args[1]",
        "{\"command\": \"c\", \"args\": [\"a\\u0000b\"]} | 400 | args[0]",
        "{\"command\": \"c\", \"stream\": \"true\"} | 400 | stream",
        "{\"command\": \"c\", \"stdin\": 1} | 400 | stdin",
        "{\"command\": \"c\", \"stdin\": \"\\ud800\"} | 400 | stdin",
        "{\"command\": \"c\", \"stdin\": \"*\", \"stdin_encoding\": \"base64\"} | 400 | stdin",
        "{\"command\": \"c\", \"stdin\": \"123456789\"} | 413 | stdin",
        "{\"command\": \"c\", \"stdin\": \"12345678ü\"} | 413 | stdin",
        "{\"command\": \"c\", \"encoding\": \"latin1\"} | 400 | encoding",
        "{\"command\": \"c\", \"stdin_encoding\": 1} | 400 | stdin_encoding",
        "{\"command\": \"c\", \"comand\": \"d\"} | 400 | comand",
        "{\"command\": \"c\", \"timeout\": 3} | 400 | timeout",
      })
  void badFieldIsNamed(String json, int status, String field) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(status);
              assertThat(refusal.problem().field()).contains(field);
              assertThat(refusal.problem().detail()).isNotBlank();
              assertThat(refusal.problem().remedy()).endsWith(".");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"command\": | line 1",
        "{\"command\": \"a\", \"command\": \"b\"} | line 1",
        "{\"command\": \"a\"} x | line 1",
        "[] | no JSON object",
        "null | no JSON object",
        "`` | no JSON object",
      })
  void whatIsNoJsonObjectIsRefused(String json, String why) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(400);
              assertThat(refusal.problem().detail()).contains(why);
            });
  }

  @Test
  void longArgumentIsRefusedBeforeTheSystemDoes() {
    String long1 = "x".repeat(128 * 1024);
    assertThatThrownBy(() -> read("{\"command\": \"c\", \"args\": [\"" + long1 + "\"]}"))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem().field()).contains("args[0]"));
    String many = "\"" + "x".repeat(100_000) + "\",";
    assertThatThrownBy(() -> read("{\"command\": \"c\", \"args\": [" + many.repeat(11) + "\"\"]}"))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem().field()).contains("args"));
  }

  @Test
  void requestNeverShowsItsInput() throws Refusal {
    assertThat(read("{\"command\": \"c\", \"stdin\": \"secret\"}").toString())
        .doesNotContain("secret");
  }

  private static ExecuteRequest read(String json) throws Refusal {
    return new RequestReader(MAX_STDIN).read(json.getBytes(UTF_8));
  }
}
