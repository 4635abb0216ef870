package dev.fairlead.testkit.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictResponsesTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";

  @Test
  void skipsInterimResponses() {
    StrictResponses read = read("HTTP/1.1 103 X\r\nLink: </a>\r\n\r\n" + OK, false, "GET");
    assertThat(read.responses()).hasSize(1);
    assertThat(read.responses().getFirst().text()).isEqualTo("abc");
  }

  @Test
  void bodyWithoutLengthEndsWithTheConnectionOnly() {
    String endless = "HTTP/1.1 200 OK\r\n\r\nabc";
    assertThat(read(endless, false, "GET").truncated()).isTrue();
    assertThat(read(endless, true, "GET").responses().getFirst().text()).isEqualTo("abc");
  }

  @Test
  void answerToHeadHasNoBody() {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
    assertThat(read(head + OK, false, "HEAD", "GET").responses()).hasSize(2);
    assertThat(read(OK, false, "HEAD").ambiguity()).isEqualTo("bytes behind the last response");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 1000 High\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1  200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 O\0K\r\nContent-Length: 0\r\n\r\n",
        "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 101 X\r\n\r\n",
        "HTTP/1.1 204 X\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 103 X\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore",
        "HTTP/1.1 200 OK\r\nConnection: x-a\r\nX-A: b\r\nContent-Length: 0\r\n\r\n",
      })
  void doubtfulResponsesAreAmbiguous(String response) {
    assertThat(read(response, true, "GET").ambiguity()).isNotNull();
  }

  private static StrictResponses read(String text, boolean closed, String... methods) {
    return StrictResponses.read(text.getBytes(ISO_8859_1), List.of(methods), closed);
  }
}
