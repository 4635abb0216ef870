package dev.fairlead.app.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fairlead.testkit.Bodies;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** HTTP/1.1 over one blocking socket; a body is sent from a thread of its own. */
final class Http1Client implements BodyClient {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int CHUNK = 16 * 1024;

  private final ExecutorService sender = Executors.newVirtualThreadPerTaskExecutor();
  private final int port;
  private final String prefix;
  private final String host;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private boolean closing;

  private Http1Client(int port, String prefix, String host) throws IOException {
    this.port = port;
    this.prefix = prefix;
    this.host = host;
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    this.out = socket.getOutputStream();
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** A connection whose close was announced is replaced. */
  private void connect() throws IOException {
    if (!closing) {
      return;
    }
    socket.close();
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    out = socket.getOutputStream();
    closing = false;
  }

  /** Origin-form requests to the port. */
  static Http1Client reverse(int port) throws IOException {
    return new Http1Client(port, "", "127.0.0.1:" + port);
  }

  /** Absolute-form requests for the authority. */
  static Http1Client forward(int port, String authority) throws IOException {
    return new Http1Client(port, "http://" + authority, authority);
  }

  /** A tunnel to the authority, and origin-form requests inside. */
  static Http1Client tunnel(int port, String authority) throws IOException {
    var client = new Http1Client(port, "", authority);
    client.send("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
    List<String> head = client.head();
    if (!head.getFirst().contains(" 200")) {
      throw new IOException("no tunnel: " + head);
    }
    return client;
  }

  @Override
  public Answer get(String method, String path) throws Exception {
    connect();
    send(method + " " + prefix + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return answer(method);
  }

  @Override
  public Answer post(String path, Upload upload) throws Exception {
    connect();
    Future<?> sent =
        sender.submit(() -> {
          upload(path, upload);
          return true;
        });
    Answer answer = answer("POST");
    sent.get();
    return answer;
  }

  private void upload(String path, Upload upload) throws IOException {
    String framing =
        upload.sized() ? "Content-Length: " + upload.size() : "Transfer-Encoding: chunked";
    String announced = upload.trailers() ? "Trailer: x-digest\r\nTE: trailers\r\n" : "";
    send(
        "POST %s%s HTTP/1.1\r\nHost: %s\r\n%s%s\r\n\r\n"
            .formatted(prefix, path, host, announced, framing));
    InputStream body = Bodies.stream(upload.size());
    byte[] piece = new byte[CHUNK];
    for (int n = body.read(piece); n > 0; n = body.read(piece)) {
      if (upload.sized()) {
        out.write(piece, 0, n);
      } else {
        send(Integer.toHexString(n) + "\r\n");
        out.write(piece, 0, n);
        send("\r\n");
      }
    }
    if (!upload.sized()) {
      String trailer =
          upload.trailers() ? "x-digest: " + Bodies.sha256(upload.size()) + "\r\n" : "";
      send("0\r\n" + trailer + "\r\n");
    }
  }

  private void send(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }

  private Answer answer(String method) throws Exception {
    List<Integer> interim = new ArrayList<>();
    List<String> head = head();
    while (status(head) < 200) {
      interim.add(status(head));
      head = head();
    }
    var body = new Digested();
    Map<String, String> trailers = Map.of();
    Map<String, String> fields = fields(head.subList(1, head.size()));
    closing = fields.getOrDefault("connection", "").equals("close");
    boolean bodiless = method.equals("HEAD") || status(head) == 204 || status(head) == 304;
    if (!bodiless && fields.containsKey("transfer-encoding")) {
      trailers = chunks(body);
    } else if (!bodiless) {
      copy(Long.parseLong(fields.getOrDefault("content-length", "0")), body);
    }
    return new Answer(status(head), interim, body.count, body.hex(), trailers);
  }

  private Map<String, String> chunks(Digested body) throws IOException {
    for (long size = chunkSize(); size > 0; size = chunkSize()) {
      copy(size, body);
      if (!line().isEmpty()) {
        throw new IOException("a chunk does not end where it should");
      }
    }
    return fields(head());
  }

  private long chunkSize() throws IOException {
    return Long.parseLong(line().replaceFirst(";.*", ""), 16);
  }

  private void copy(long size, Digested body) throws IOException {
    byte[] piece = new byte[CHUNK];
    for (long left = size; left > 0; ) {
      int n = in.read(piece, 0, (int) Math.min(left, piece.length));
      if (n < 0) {
        throw new EOFException("the body ends " + left + " bytes early");
      }
      body.add(piece, n);
      left -= n;
    }
  }

  private List<String> head() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
    }
    return lines;
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ends within a line");
      }
      bytes.write(b);
    }
    return bytes.toString(US_ASCII).stripTrailing();
  }

  private static int status(List<String> head) {
    return Integer.parseInt(head.getFirst().split(" ", 3)[1]);
  }

  private static Map<String, String> fields(List<String> lines) {
    Map<String, String> fields = new HashMap<>();
    for (String line : lines) {
      String[] parts = line.split(":", 2);
      fields.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    return fields;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    sender.close();
  }

  /** A body as far as it has come. */
  static final class Digested {
    private final MessageDigest digest = newDigest();
    long count;

    private static MessageDigest newDigest() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (java.security.NoSuchAlgorithmException e) {
        throw new AssertionError("every JDK has SHA-256", e);
      }
    }

    void add(byte[] piece, int length) {
      digest.update(piece, 0, length);
      count += length;
    }

    String hex() {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
