package dev.fairlead.control.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.control.ring.Cursor;
import dev.fairlead.control.ring.Ring;
import dev.fairlead.testkit.Eventually;
import io.avaje.jex.Routing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of events: order, resuming, gaps, silence, and clients that do not read. */
final class StreamsTest {
  private final Ring<String> ring = new Ring<>(1 << 16, 1 << 10, String::length);
  private final Cursor cursor = new Cursor("now");
  private Streams streams = new Streams(Duration.ofMillis(400), Duration.ofMillis(300));
  private Plane plane;

  @BeforeEach
  void open() throws IOException {
    Routing.HttpService feature =
        routing ->
            routing.get(
                "/stream",
                context -> {
                  Predicate<String> all = text -> !text.equals("hidden");
                  streams.serve(
                      context, new Follow<>(context, ring, cursor, "word", all, text -> text));
                });
    plane = Plane.with(feature);
  }

  @AfterEach
  void close() {
    streams.close();
    plane.close();
  }

  /** A client of the stream. */
  private final class Reader implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    private Reader(String last) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), plane.port());
      socket.setSoTimeout(10_000);
      String resume = last.isEmpty() ? "" : "Last-Event-ID: " + last + "\r\n";
      String request = "GET /stream HTTP/1.1\r\nHost: localhost\r\n" + plane.bearer() + resume;
      socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** The lines up to one that begins like that, and it. */
    private List<String> until(String start) throws IOException {
      List<String> read = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        read.add(line);
        if (line.startsWith(start)) {
          return read;
        }
      }
      throw new IOException("the stream ended: " + read);
    }

    private String event() throws IOException {
      return String.join(" ", until("data: ").stream().filter(l -> l.contains(": ")).toList());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Reader fresh() throws IOException {
    Reader reader = new Reader("");
    assertThat(reader.until("retry: ")).anyMatch(line -> line.contains("text/event-stream"));
    return reader;
  }

  @Test
  void itBeginsNowAndKeepsTheOrder() throws IOException {
    ring.add("before");
    try (Reader reader = fresh()) {
      ring.add("one");
      ring.add("hidden");
      ring.add("two");
      assertThat(reader.event()).isEqualTo("id: now-1 event: word data: \"one\"");
      assertThat(reader.event()).isEqualTo("id: now-3 event: word data: \"two\"");
    }
  }

  @Test
  void itGoesOnBehindTheLastEvent() throws IOException {
    for (String word : List.of("zero", "one", "two")) {
      ring.add(word);
    }
    try (Reader reader = new Reader("now-0")) {
      reader.until("retry: ");
      assertThat(reader.event()).isEqualTo("id: now-1 event: word data: \"one\"");
      assertThat(reader.event()).isEqualTo("id: now-2 event: word data: \"two\"");
    }
  }

  @Test
  void afterARestartEverythingIsNew() throws IOException {
    ring.add("zero");
    try (Reader reader = new Reader("then-17")) {
      reader.until("retry: ");
      assertThat(reader.event()).isEqualTo("id: now-0 event: word data: \"zero\"");
    }
  }

  @Test
  void whatIsGoneIsCounted() throws IOException {
    for (int i = 0; i < 100; i++) {
      ring.add("word " + i);
    }
    long gone = ring.oldest() - 1;
    assertThat(gone).isPositive();
    try (Reader reader = new Reader("now-0")) {
      reader.until("retry: ");
      assertThat(reader.event())
          .isEqualTo("id: now-" + gone + " event: gap data: {\"missed\":" + gone + "}");
      assertThat(reader.event()).contains("\"word " + (gone + 1) + "\"");
    }
  }

  @Test
  void silenceIsBroken() throws IOException {
    try (Reader reader = fresh()) {
      assertThat(reader.until(": still here")).isNotEmpty();
      assertThat(reader.until(": still here")).isNotEmpty();
    }
  }

  @Test
  void whoLeavesIsForgotten() throws IOException {
    fresh().close();
    Eventually.until("the stream is forgotten", () -> streams.size() == 0);
  }

  @Test
  void whoDoesNotReadIsCut() throws IOException {
    try (Reader reader = fresh()) {
      assertThat(streams.size()).isEqualTo(1);
      Eventually.until(
          "the stream is cut",
          () -> {
            for (int i = 0; i < 50; i++) {
              ring.add("x".repeat(1024));
            }
            return streams.size() == 0;
          });
      assertThat(reader.socket.isConnected()).isTrue();
    }
  }

  @Test
  void thereAreOnlySoMany() throws IOException {
    List<Reader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 64; i++) {
        readers.add(fresh());
      }
      try (Reader one = new Reader("")) {
        assertThat(one.until("HTTP/1.1")).containsExactly("HTTP/1.1 503 Service Unavailable");
      }
    } finally {
      for (Reader reader : readers) {
        reader.close();
      }
    }
  }
}
