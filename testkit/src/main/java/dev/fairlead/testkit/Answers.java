package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.testkit.ScriptedOrigin.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Ready scripts for a {@link ScriptedOrigin}. */
public final class Answers {
  private static final int PATIENCE_SECONDS = 30;

  private Answers() {}

  /** 200 with a sized body. */
  public static Script fixed(String body) {
    return fixed(200, body);
  }

  /** A sized body, with further header lines (without line ends). */
  public static Script fixed(int status, String body, String... headerLines) {
    return (request, connection) -> {
      byte[] bytes = body.getBytes(UTF_8);
      connection.send(head(status, List.of(headerLines), "Content-Length: " + bytes.length));
      if (!request.method().equals("HEAD")) connection.send(bytes);
    };
  }

  /** 200 with a sized body of {@link Bodies}' pattern. */
  public static Script pattern(long size) {
    return (request, connection) -> {
      connection.send(head(200, List.of(), "Content-Length: " + size));
      if (!request.method().equals("HEAD")) connection.send(Bodies.stream(size));
    };
  }

  /** 200 with one chunk per piece. */
  public static Script chunked(String... pieces) {
    return chunked(List.of(pieces), List.of());
  }

  /** 200 with one chunk per piece and trailer lines (without line ends). */
  public static Script chunked(List<String> pieces, List<String> trailerLines) {
    return (_, connection) -> {
      connection.send(head(200, List.of(), "Transfer-Encoding: chunked"));
      for (String piece : pieces) connection.send(chunk(piece));
      connection.send("0\r\n" + lines(trailerLines) + "\r\n");
    };
  }

  /** 200 whose body ends with the connection. */
  public static Script closeDelimited(String body) {
    return (_, connection) -> {
      connection.send(head(200, List.of(), "Connection: close") + body);
      connection.close();
    };
  }

  /** Exactly these Latin-1 bytes; the connection stays open. */
  public static Script raw(String bytes) {
    return (_, connection) -> connection.send(bytes);
  }

  /** Exactly these Latin-1 bytes, then a close. */
  public static Script rawThenClose(String bytes) {
    return (_, connection) -> {
      connection.send(bytes);
      connection.close();
    };
  }

  /** Exactly these Latin-1 bytes, then a TCP reset. */
  public static Script rawThenReset(String bytes) {
    return (_, connection) -> {
      connection.send(bytes);
      connection.reset();
    };
  }

  /** Exactly these Latin-1 bytes, then the end of our direction only. */
  public static Script rawThenHalfClose(String bytes) {
    return (_, connection) -> {
      connection.send(bytes);
      connection.shutdownOutput();
      connection.readUntilClose();
    };
  }

  /** Interim response first, for instance {@code "103 Early Hints"} and its header lines. */
  public static Script interim(String statusAndReason, List<String> headerLines, Script then) {
    return (request, connection) -> {
      connection.send("HTTP/1.1 " + statusAndReason + "\r\n" + lines(headerLines) + "\r\n");
      then.answer(request, connection);
    };
  }

  /** Waits for the latch (30 s at most) before the answer. */
  public static Script after(CountDownLatch latch, Script then) {
    return (request, connection) -> {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the latch was not opened within " + PATIENCE_SECONDS + " s");
      }
      then.answer(request, connection);
    };
  }

  /** Never answers, until the peer leaves. */
  public static Script hang() {
    return (_, connection) -> connection.readUntilClose();
  }

  /** Closes without a byte. */
  public static Script close() {
    return (_, connection) -> connection.close();
  }

  /** A script per request in turn, over all connections; the last one stays. */
  public static Script inTurn(Script... scripts) {
    var next = new AtomicInteger();
    return (request, connection) -> {
      int turn = Math.min(next.getAndIncrement(), scripts.length - 1);
      scripts[turn].answer(request, connection);
    };
  }

  private static String head(int status, List<String> headerLines, String framing) {
    return "HTTP/1.1 " + status + " Scripted\r\n" + lines(headerLines) + framing + "\r\n\r\n";
  }

  private static String lines(List<String> lines) {
    var text = new StringBuilder();
    for (String line : lines) text.append(line).append("\r\n");
    return text.toString();
  }

  private static byte[] chunk(String piece) {
    byte[] bytes = piece.getBytes(UTF_8);
    var chunk = new ByteArrayOutputStream();
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
    chunk.writeBytes(bytes);
    chunk.writeBytes("\r\n".getBytes(UTF_8));
    return chunk.toByteArray();
  }
}
