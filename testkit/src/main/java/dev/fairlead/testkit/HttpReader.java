package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 messages strictly (RFC 9112): whatever is not exactly right is an exception. */
final class HttpReader {
  private static final int MAX_LINE = 1 << 20;
  private final InputStream in;

  HttpReader(InputStream in) {
    this.in = in;
  }

  /** The raw head up to and including the empty line. */
  String rawHead() throws IOException {
    var head = new StringBuilder();
    while (true) {
      String line = line();
      head.append(line).append("\r\n");
      if (line.isEmpty()) return head.toString();
    }
  }

  /** The next request, or null when the peer closed between two messages. */
  @Nullable RawRequest request(Runnable beforeBody) throws IOException {
    if (atEnd()) return null;
    String[] start = line().split(" ", -1);
    if (start.length != 3) throw new ProtocolException("request line: " + String.join(" ", start));
    List<Field> headers = fields();
    if (headers.stream().anyMatch(h -> h.name().equalsIgnoreCase("expect"))) beforeBody.run();
    var trailers = new ArrayList<Field>();
    byte[] body = requestBody(headers, trailers);
    return new RawRequest(start[0], start[1], start[2], headers, body, List.copyOf(trailers));
  }

  /** The next final response, with the interim ones before it; 101 counts as final. */
  RawResponse response(String requestMethod) throws IOException {
    var interim = new ArrayList<RawResponse>();
    while (true) {
      RawResponse response = oneResponse(requestMethod);
      if (response.status() >= 200 || response.status() == 101) return response.after(interim);
      interim.add(response);
    }
  }

  byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("wanted " + count + " bytes, got " + bytes.length + " and the end");
    }
    return bytes;
  }

  /** A line without its CRLF; a bare CR or LF is an error. */
  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (line.size() < MAX_LINE) {
      int b = in.read();
      if (b < 0) throw new EOFException("end inside a line: " + line.toString(ISO_8859_1));
      if (b == '\n') throw new ProtocolException("bare LF after: " + line.toString(ISO_8859_1));
      if (b == '\r') {
        if (in.read() == '\n') return line.toString(ISO_8859_1);
        throw new ProtocolException("bare CR after: " + line.toString(ISO_8859_1));
      }
      line.write(b);
    }
    throw new ProtocolException("a line of more than " + MAX_LINE + " bytes");
  }

  private boolean atEnd() throws IOException {
    in.mark(1);
    if (in.read() < 0) return true;
    in.reset();
    return false;
  }

  private RawResponse oneResponse(String requestMethod) throws IOException {
    String[] start = line().split(" ", 3);
    if (start.length < 2 || !start[0].startsWith("HTTP/1.") || !start[1].matches("[1-9]\\d\\d")) {
      throw new ProtocolException("status line: " + String.join(" ", start));
    }
    int status = Integer.parseInt(start[1]);
    List<Field> headers = fields();
    var trailers = new ArrayList<Field>();
    boolean bodiless = status < 200 || status == 204 || status == 304;
    boolean tunnel = requestMethod.equals("CONNECT") && status < 300;
    boolean none = bodiless || tunnel || requestMethod.equals("HEAD");
    byte[] body = none ? new byte[0] : responseBody(headers, trailers);
    String reason = start.length == 3 ? start[2] : "";
    return new RawResponse(
        start[0], status, reason, headers, body, List.copyOf(trailers), List.of());
  }

  private List<Field> fields() throws IOException {
    var fields = new ArrayList<Field>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || line.substring(0, colon).contains(" ") || line.startsWith("\t")) {
        throw new ProtocolException("field line: " + line);
      }
      fields.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return List.copyOf(fields);
  }

  private byte[] requestBody(List<Field> headers, List<Field> trailers) throws IOException {
    if (isChunked(headers)) return chunked(trailers);
    Integer length = contentLength(headers);
    return length == null ? new byte[0] : exactly(length);
  }

  private byte[] responseBody(List<Field> headers, List<Field> trailers) throws IOException {
    if (isChunked(headers)) return chunked(trailers);
    Integer length = contentLength(headers);
    return length == null ? in.readAllBytes() : exactly(length);
  }

  private static boolean isChunked(List<Field> headers) throws ProtocolException {
    List<String> codings = Field.all(headers, "transfer-encoding");
    if (codings.isEmpty()) return false;
    if (!codings.equals(List.of("chunked")) || Field.first(headers, "content-length") != null) {
      throw new ProtocolException("framing: transfer-encoding " + codings + " in " + headers);
    }
    return true;
  }

  private static @Nullable Integer contentLength(List<Field> headers) throws ProtocolException {
    List<String> lengths = Field.all(headers, "content-length");
    if (lengths.isEmpty()) return null;
    if (lengths.size() > 1 || !lengths.getFirst().matches("\\d{1,9}")) {
      throw new ProtocolException("content-length " + lengths);
    }
    return Integer.valueOf(lengths.getFirst());
  }

  private byte[] chunked(List<Field> trailers) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (!size.matches("[0-9A-Fa-f]{1,7}(;.*)?")) throw new ProtocolException("chunk: " + size);
      int length = Integer.parseInt(size.split(";", 2)[0], 16);
      if (length == 0) break;
      body.write(exactly(length));
      if (!line().isEmpty()) throw new ProtocolException("no CRLF after a chunk");
    }
    trailers.addAll(fields());
    return body.toByteArray();
  }
}
