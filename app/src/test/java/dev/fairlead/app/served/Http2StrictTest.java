package dev.fairlead.app.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.RawH2Client;
import dev.fairlead.testkit.RawH2Client.Answer;
import dev.fairlead.testkit.TestCa;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 is held to the same rules as HTTP/1, whatever the origin speaks. */
@Timeout(30)
final class Http2StrictTest {
  private static final int PROTOCOL_ERROR = 1;

  @TempDir Path folder;

  @Test
  void trailersPassFromHttp2ToHttp2UnlessTheyBelongInTheHead() throws Exception {
    TestCa ca = TestCa.create();
    ca.write(folder.resolve("ca.pem"));
    try (var origin = HttpOrigin.startTls(ca.leaf("localhost", "127.0.0.1"), "h2");
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    upstream: {tls: {ca: [ca.pem]}}
                    routing: {default_backend: "https://%s"}
                    """
                        .formatted(origin.authority()));
        var client = RawH2Client.connect(proxy.port())) {
      assertThat(post(client, 1, "x-digest").status()).isEqualTo(200);
      assertThat(origin.last().protocol()).isEqualTo("HTTP/2");
      assertThat(origin.last().trailers()).contains(new Field("x-digest", "1"));

      int id = 3;
      for (String name : List.of("authorization", "cookie", "host", "x-forwarded-for", "expect")) {
        assertThat(post(client, id, name).error()).as(name).isEqualTo(PROTOCOL_ERROR);
        id += 2;
      }
      assertThat(post(client, id, "x-digest").status()).isEqualTo(200);
      assertThat(origin.seen())
          .allSatisfy(request ->
              assertThat(request.trailers()).containsExactly(new Field("x-digest", "1")));
    }
  }

  private static Answer post(RawH2Client client, int stream, String trailer) throws Exception {
    client.headers(stream, false, head("POST"));
    client.data(stream, false, "abc".getBytes(StandardCharsets.US_ASCII));
    client.headers(stream, true, List.of(new Field(trailer, "1")));
    return client.answer(stream);
  }

  @Test
  void headerCountAndContentLengthAreJudgedAlike() throws Exception {
    try (var origin = HttpOrigin.start();
        var proxy =
            Proxy.start(
                folder,
                Proxy.OPEN
                    + """
                    server: {limits: {header_count: 5}}
                    routing: {default_backend: "http://%s"}
                    """
                        .formatted(origin.authority()))) {
      for (int fields = 4; fields <= 6; fields++) {
        // HTTP/1 has Host as a field, where HTTP/2 has :authority.
        assertThat(http2(proxy, "x-a", "1", fields)).isEqualTo(fields <= 5 ? 200 : 431);
        assertThat(http1(proxy, "X-A: 1", fields - 1)).isEqualTo(fields <= 5 ? 200 : 431);
      }
      assertThat(http2(proxy, "content-length", "0", 2)).isEqualTo(400);
      assertThat(http1(proxy, "Content-Length: 0", 2)).isEqualTo(400);
      assertThat(http2(proxy, "content-length", "0", 1)).isEqualTo(200);
      assertThat(http1(proxy, "Content-Length: 0", 1)).isEqualTo(200);
      assertThat(origin.requests()).isEqualTo(6);
    }
  }

  private static int http2(Proxy proxy, String name, String value, int times) throws Exception {
    List<Field> fields = new ArrayList<>(head("GET"));
    for (int i = 0; i < times; i++) {
      fields.add(new Field(name, value));
    }
    try (var client = RawH2Client.connect(proxy.port())) {
      client.headers(1, true, fields);
      return client.answer(1).status();
    }
  }

  private static int http1(Proxy proxy, String line, int times) throws Exception {
    List<String> lines = new ArrayList<>(List.of("GET / HTTP/1.1", "Host: a.example"));
    for (int i = 0; i < times; i++) {
      lines.add(line);
    }
    return proxy.ask(lines.toArray(new String[0])).status();
  }

  private static List<Field> head(String method) {
    return List.of(
        new Field(":method", method),
        new Field(":scheme", "http"),
        new Field(":authority", "a.example"),
        new Field(":path", "/"));
  }
}
