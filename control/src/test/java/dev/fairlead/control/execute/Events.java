package dev.fairlead.control.execute;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client sees of a streamed answer, line by line, until it leaves. */
final class Events implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final String head;
  private int chunk;

  /** Reads the head of the answer. */
  Events(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(30_000);
    this.in = new BufferedInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    for (String line = headLine(); !line.isEmpty(); line = headLine()) {
      head.append(line).append('\n');
    }
    this.head = head.toString();
  }

  String head() {
    return head;
  }

  /** The next event. */
  JsonNode next() throws IOException {
    return JsonMapper.shared().readTree(line());
  }

  /** The next line as it came. */
  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      line.write(b);
    }
    return line.toString(UTF_8);
  }

  /** The data of the next event, which must be standard output. */
  String printed() throws IOException {
    JsonNode event = next();
    if (!event.path("type").asString("").equals("stdout")) {
      throw new AssertionError("not standard output: " + event);
    }
    return event.get("data").asString();
  }

  /** Skips to the last event. */
  JsonNode last() throws IOException {
    JsonNode event = next();
    while (!event.get("type").asString().equals("exit")) {
      event = next();
    }
    return event;
  }

  /** Whether nothing follows. */
  boolean isAtEnd() throws IOException {
    return chunk == 0 && size() == 0;
  }

  /** One byte of the content. */
  int read() throws IOException {
    if (chunk == 0) {
      chunk = size();
      if (chunk == 0) {
        throw new EOFException("the answer ended");
      }
    }
    int b = in.read();
    if (--chunk == 0) {
      headLine();
    }
    return b;
  }

  private int size() throws IOException {
    return Integer.parseInt(headLine(), 16);
  }

  private String headLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      line.append((char) b);
    }
    return line.substring(0, line.length() - 1);
  }

  /** Leaves, whatever is still to come. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
