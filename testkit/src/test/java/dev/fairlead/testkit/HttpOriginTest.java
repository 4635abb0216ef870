package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@SuppressWarnings("StringConcatToTextBlock") // line ends are written out
final class HttpOriginTest {
  private static final TestCa CA = TestCa.create();

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void describesWhatItSawInBothVersions(HttpClient.Version version) throws Exception {
    if (version.name().equals("HTTP_3")) return;
    try (var origin = HttpOrigin.startTls(CA.leaf("127.0.0.1"));
        var client =
            HttpClient.newBuilder().sslContext(CA.trustingContext()).version(version).build()) {
      var uri = URI.create("https://" + origin.authority() + "/a?b");
      byte[] body = Bodies.pattern(300_000);
      var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body)).build();
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      assertThat(response.version()).isEqualTo(version);
      assertThat(response.body()).contains("\"body_bytes\":300000").contains(Bodies.sha256(body));
      assertThat(origin.last().target()).isEqualTo("/a?b");
      assertThat(origin.last().protocol())
          .isEqualTo(version.name().replace('_', '/').replace("1/1", "1.1"));
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void streamsBytesInBothVersions(HttpClient.Version version) throws Exception {
    if (version.name().equals("HTTP_3")) return;
    try (var origin = HttpOrigin.startTls(CA.leaf("127.0.0.1"));
        var client =
            HttpClient.newBuilder().sslContext(CA.trustingContext()).version(version).build()) {
      for (String query : new String[] {"", "?chunked", "?close"}) {
        var uri = URI.create("https://" + origin.authority() + "/bytes/5000000" + query);
        var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
        assertThat(Bodies.sha256(response.body())).isEqualTo(Bodies.sha256(5_000_000));
      }
    }
  }

  @Test
  void sendsTrailersEarlyHintsAndHeadsWithoutBodies() throws Exception {
    try (var origin = HttpOrigin.start();
        var client = RawClient.connect(origin.port())) {
      RawResponse trailed = client.exchange(get("/bytes/10?trailers"));
      assertThat(trailed.trailer("x-digest")).isEqualTo(Bodies.sha256(10));
      RawResponse early = client.exchange(get("/early"));
      assertThat(early.interim().getFirst().status()).isEqualTo(103);
      RawResponse head = client.exchange("HEAD /bytes/10 HTTP/1.1\r\nHost: o\r\n\r\n");
      assertThat(head.header("content-length")).isEqualTo("10");
      assertThat(client.exchange(get("/status/204")).status()).isEqualTo(204);
      assertThat(client.exchange(get("/slow/3?ms=1")).text()).isEqualTo("tick\ntick\ntick\n");
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void mirrorsChunksAndTrailersWhileTheyArrive() throws Exception {
    try (var origin = HttpOrigin.start();
        var client = RawClient.connect(origin.port())) {
      client.send(
          "POST /mirror HTTP/1.1\r\nHost: o\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      assertThat(client.readHead()).contains("200");
      assertThat(client.readExactly(8)).asString().isEqualTo("3\r\nabc\r\n");
      client.send("0\r\nX-T: 1\r\n\r\n");
      assertThat(client.readHead()).contains("0\r\n").containsIgnoringCase("x-t: 1");
      assertThat(origin.last().trailers()).containsExactly(new Field("X-T", "1"));
    }
  }

  @Test
  void grantsAndRefusesExpectations() throws Exception {
    try (var origin = HttpOrigin.start();
        var client = RawClient.connect(origin.port())) {
      String rest = " HTTP/1.1\r\nHost: o\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n";
      client.send("POST /" + rest);
      assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
      client.send("x");
      assertThat(client.readResponse().text()).contains("\"body_bytes\":1");
      assertThat(client.exchange("POST /refuse" + rest).status()).isEqualTo(417);
    }
  }

  @Test
  void echoesWebSocketMessagesAndClosesInOrder() throws Exception {
    try (var origin = HttpOrigin.start();
        var client = RawClient.connect(origin.port())) {
      RawResponse response =
          client.exchange(
              "GET /ws HTTP/1.1\r\n"
                  + "Host: o\r\n"
                  + "Connection: Upgrade\r\n"
                  + "Upgrade: websocket\r\n"
                  + "Sec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      assertThat(response.status()).isEqualTo(101);
      assertThat(response.header("sec-websocket-accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      client.send("\u0081\u0082\0\0\0\0hi");
      assertThat(client.readExactly(4)).isEqualTo("\u0081\u0002hi".getBytes(ISO_8859_1));
      client.send("\u0088\u0082\0\0\0\0\u0003\u00e8");
      assertThat(client.readExactly(4)).isEqualTo("\u0088\u0002\u0003\u00e8".getBytes(ISO_8859_1));
      assertThat(client.closed()).isTrue();
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: o\r\n\r\n";
  }
}
