package dev.fairlead.testkit.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictRequestsTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void readsPipelinedRequestsWithBodies() {
    String post = "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc";
    StrictRequests read = read(GET + post + GET);
    assertThat(read.ambiguity()).isNull();
    assertThat(read.truncated()).isFalse();
    assertThat(read.requests()).hasSize(3);
    assertThat(read.requests().get(1).text()).isEqualTo("abc");
  }

  @Test
  void readsChunksAndTrailers() {
    StrictRequests read = read(chunked("3;x=y\r\nabc\r\n0\r\nX-T: 1\r\n\r\n") + GET);
    assertThat(read.ambiguity()).isNull();
    assertThat(read.requests()).hasSize(2);
    assertThat(read.requests().getFirst().text()).isEqualTo("abc");
    assertThat(read.requests().getFirst().trailers()).hasSize(1);
  }

  @Test
  void whatHasNotEndedIsTruncatedAndNotAmbiguous() {
    String all = chunked("3\r\nabc\r\n0\r\n\r\n");
    for (int cut = 1; cut < all.length(); cut++) {
      StrictRequests read = read(all.substring(0, cut));
      assertThat(read.truncated()).as("cut at %s", cut).isTrue();
      assertThat(read.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: a\r\nHost: a\r\n",
        "X: y\r\n",
        "Host: a b\r\n",
        "Host: a@b\r\n",
        "Host: a/b\r\n",
        "Host: [::1\r\n",
        "Host: a\r\nContent-Length: 0\r\nContent-Length: 0\r\n",
        "Host: a\r\nContent-Length: 0, 0\r\n",
        "Host: a\r\nContent-Length: +0\r\n",
        "Host: a\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n",
        "Host: a\r\nTransfer-Encoding: identity\r\n",
        "Host: a\r\nTransfer-Encoding: chunked, chunked\r\n",
        "Host: a\r\nTransfer-Encoding: ,chunked\r\n",
        "Host: a\r\nX : b\r\n",
        "Host: a\r\n: b\r\n",
        "Host: a\r\nX: b\r\n c\r\n",
        "Host: a\r\nX: b\0c\r\n",
        "Host: a\r\nX: b\rc\r\n",
        "Host: a\r\nX: b\nY: c\r\n",
        "Host: a\r\nX\r\n",
        "Host: a\r\nConnection: x-hop\r\nX-Hop: 1\r\n",
        "Host: a\r\nConnection: content-length\r\nContent-Length: 0\r\n",
      })
  void doubtfulHeadsAreAmbiguous(String lines) {
    assertThat(read("GET / HTTP/1.1\r\n" + lines + "\r\n").ambiguity()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET  / HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET / HTTP/1.2",
        "GET / http/1.1",
        "GET /",
        "G()T / HTTP/1.1",
        "GET a HTTP/1.1",
        "GET * HTTP/1.1",
        "GET http://b/ HTTP/1.1",
        "GET http://a@a/ HTTP/1.1",
        "CONNECT a:1 HTTP/1.1",
        "GET /\u007f HTTP/1.1",
      })
  void doubtfulStartLinesAreAmbiguous(String line) {
    assertThat(read(line + "\r\nHost: a\r\n\r\n").ambiguity()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3\nabc\r\n0\r\n\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "3 \r\nabc\r\n0\r\n\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "10000000000000003\r\nabc\r\n0\r\n\r\n",
        "3;a\nb\r\nabc\r\n0\r\n\r\n",
        "0\r\nContent-Length: 3\r\n\r\n",
        "0\r\nX-A : b\r\n\r\n",
      })
  void doubtfulChunksAreAmbiguous(String chunks) {
    assertThat(read(chunked(chunks)).ambiguity()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET http://a:1/x?y HTTP/1.1\r\nHost: a:1\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: x\r\n\r\n",
        "GET / HTTP/1.1\r\nhost:a\r\nX: \t caf\u00e9 \r\n\r\n",
      })
  void unusualButClearRequestsAreNotAmbiguous(String request) {
    StrictRequests read = read(request);
    assertThat(read.ambiguity()).isNull();
    assertThat(read.requests()).hasSize(1);
  }

  @Test
  void leftoverBytesAreAmbiguous() {
    assertThat(read(GET + "abc def\r\n").ambiguity()).contains("behind request 1");
  }

  private static String chunked(String chunks) {
    return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
  }

  private static StrictRequests read(String text) {
    return StrictRequests.read(text.getBytes(ISO_8859_1));
  }
}
