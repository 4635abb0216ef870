package dev.fairlead.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testkit.Bodies;
import dev.fairlead.testkit.HttpOrigin;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies arrive as they were sent, whatever their size and framing, on every way. */
class BodiesTest {
  private static final List<Long> SIZES = List.of(0L, 1L, 1024L, 100L * 1024);
  private static final long BIG = 10L << 20;
  private static final long HUGE = 1L << 30;

  @TempDir private Path folder;

  /** What a test does on a way. */
  private interface Trip {
    void go(BodyClient client, HttpOrigin origin) throws Exception;
  }

  private void on(Way way, Trip trip) throws Exception {
    try (var origin = way.origin(folder);
        var proxy = InProcess.start(folder, way.configuration(origin));
        var client = way.client(proxy.port(), origin)) {
      trip.go(client, origin);
      if (!origin.seen().isEmpty()) {
        assertThat(origin.last().protocol()).isEqualTo(way.toHttp2() ? "HTTP/2" : "HTTP/1.1");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bodiesAreIdentical(Way way) throws Exception {
    on(
        way,
        (client, origin) -> {
          for (long size : SIZES) {
            down(client, size);
            up(client, origin, size);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  @Tag("full")
  void tenMebibytesAreIdentical(Way way) throws Exception {
    on(
        way,
        (client, origin) -> {
          down(client, BIG);
          up(client, origin, BIG);
        });
    Scores.ours().atLeast("bodies", Way.values().length, Way.values().length);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP1_TO_HTTP1", "HTTP2_TO_HTTP2", "CONNECT"})
  @Tag("soak")
  void aGibibytePassesInConstantMemory(Way way) throws Exception {
    on(
        way,
        (client, origin) -> {
          long before = used();
          Answer answer = client.get("GET", "/bytes/" + HUGE);
          assertThat(answer.bytes()).isEqualTo(HUGE);
          assertThat(answer.sha256()).isEqualTo(Bodies.sha256(HUGE));
          Answer mirrored = client.post("/mirror", Upload.chunked(HUGE));
          assertThat(mirrored.sha256()).isEqualTo(answer.sha256());
          assertThat(origin.last().bodyBytes()).isEqualTo(HUGE);
          assertThat(used() - before).as("bytes more in use").isLessThan(64L << 20);
        });
  }

  /** Heap after a collection, and what Netty holds outside it. */
  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long direct = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    return runtime.totalMemory() - runtime.freeMemory() + direct;
  }

  private static void down(BodyClient client, long size) throws Exception {
    for (String framing : List.of("", "?chunked", "?trailers")) {
      Answer answer = client.get("GET", "/bytes/" + size + framing);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bytes()).isEqualTo(size);
      assertThat(answer.sha256()).isEqualTo(Bodies.sha256(size));
      String trailer = answer.trailers().getOrDefault("x-digest", "none");
      assertThat(trailer).isEqualTo(framing.equals("?trailers") ? answer.sha256() : "none");
    }
  }

  private static void up(BodyClient client, HttpOrigin origin, long size) throws Exception {
    for (Upload upload :
        List.of(Upload.sized(size), Upload.chunked(size), Upload.withTrailers(size))) {
      Answer answer = client.post("/mirror", upload);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bytes()).isEqualTo(size);
      assertThat(answer.sha256()).isEqualTo(Bodies.sha256(size));
      assertThat(origin.last().bodyBytes()).isEqualTo(size);
      assertThat(origin.last().bodySha256()).isEqualTo(answer.sha256());
      if (upload.trailers()) {
        assertThat(origin.last().trailers()).extracting("name").containsExactly("x-digest");
        assertThat(answer.trailers()).containsEntry("x-digest", answer.sha256());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersWithoutABodyEndAtOnce(Way way) throws Exception {
    on(
        way,
        (client, _) -> {
          assertThat(client.get("HEAD", "/bytes/1024").bytes()).isZero();
          assertThat(client.get("GET", "/status/204").status()).isEqualTo(204);
          assertThat(client.get("GET", "/status/304").status()).isEqualTo(304);
          assertThat(client.get("GET", "/bytes/1024").bytes()).isEqualTo(1024);
        });
  }

  @ParameterizedTest
  @EnumSource
  void earlyHintsGoAhead(Way way) throws Exception {
    on(
        way,
        (client, _) -> {
          Answer answer = client.get("GET", "/early");
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.interim()).containsExactly(103);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP1_TO_HTTP1", "HTTP1_TO_HTTP2"})
  void pipelinedRequestsAreAnsweredInOrder(Way way) throws Exception {
    try (var origin = way.origin(folder);
        var proxy = InProcess.start(folder, way.configuration(origin));
        var client = RawClient.connect(proxy.port())) {
      var requests = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        String target = i % 5 == 0 ? "/slow/1?ms=20" : "/bytes/" + i;
        requests.append("GET ").append(target).append(" HTTP/1.1\r\nHost: a.example\r\n\r\n");
      }
      client.send(requests.toString());
      for (int i = 0; i < 20; i++) {
        RawResponse answer = client.readResponse();
        assertThat(answer.body()).hasSize(i % 5 == 0 ? 5 : i);
      }
    }
  }

  @Test
  void continueIsGrantedByTheOriginAlone() throws Exception {
    on(
        Way.HTTP1_TO_HTTP1,
        (_, origin) -> {
          try (var proxy = InProcess.start(folder, Way.HTTP1_TO_HTTP1.configuration(origin));
              var client = RawClient.connect(proxy.port())) {
            String head =
                " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
            client.send("PUT /thing" + head);
            assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
            client.send("abc");
            assertThat(client.readResponse().status()).isEqualTo(200);
            assertThat(origin.last().bodyBytes()).isEqualTo(3);
          }
          try (var proxy = InProcess.start(folder, Way.HTTP1_TO_HTTP1.configuration(origin));
              var client = RawClient.connect(proxy.port())) {
            String head =
                " HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";
            client.send("PUT /refuse" + head);
            assertThat(client.readHead()).startsWith("HTTP/1.1 417 ");
          }
        });
  }
}
