package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RawH2ClientTest {
  private static final List<Field> GET =
      List.of(
          new Field(":method", "GET"),
          new Field(":scheme", "http"),
          new Field(":authority", "o"),
          new Field(":path", "/bytes/200000?trailers"));

  @Test
  void readsLargeBodiesAndTrailersByPriorKnowledge() throws Exception {
    try (var origin = HttpOrigin.start();
        var client = RawH2Client.connect(origin.port())) {
      client.headers(1, true, GET);
      var answer = client.answer(1);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(Bodies.pattern(200_000));
      assertThat(Field.first(answer.trailers(), "x-digest")).isEqualTo(Bodies.sha256(200_000));
      assertThat(origin.last().protocol()).isEqualTo("HTTP/2");
    }
  }

  @Test
  void splitsLongHeaderBlocksAndSendsBodies() throws Exception {
    var ca = TestCa.create();
    try (var origin = HttpOrigin.startTls(ca.leaf("o.test"));
        var client = RawH2Client.over(RawClient.tls(origin.port(), ca, "o.test", "h2"))) {
      var fields = new ArrayList<>(GET.subList(1, 3));
      fields.addFirst(new Field(":method", "POST"));
      fields.add(new Field(":path", "/echo"));
      fields.add(new Field("x-long", "v".repeat(100_000)));
      client.headers(1, false, fields);
      client.data(1, true, "abc".getBytes(UTF_8));
      assertThat(client.answer(1).status()).isEqualTo(200);
      assertThat(origin.last().bodyBytes()).isEqualTo(3);
      assertThat(origin.last().header("x-long")).hasSize(100_000);
    }
  }

  @Test
  void tellsStreamErrorsFromAnswers() throws Exception {
    try (var origin = HttpOrigin.start();
        var client = RawH2Client.connect(origin.port())) {
      client.headers(1, true, List.of(new Field("X-Upper", "no")));
      var answer = client.answer(1);
      assertThat(answer.status()).isZero();
      assertThat(answer.error()).isNotNull();
    }
  }
}
