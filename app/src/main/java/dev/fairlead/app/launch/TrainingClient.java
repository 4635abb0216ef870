package dev.fairlead.app.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * Sends the rehearsal's requests: forward, reverse, CONNECT and health, over connections that are
 * kept.
 */
final class TrainingClient {
  private static final int ATTEMPT_MILLIS = 5_000;

  private final int proxy;
  private final int origin;

  TrainingClient(int proxy, int origin) {
    this.proxy = proxy;
    this.origin = origin;
  }

  /**
   * True when, within {@code patience}, the proxy came up and then answered every request of every
   * door with 200.
   */
  boolean work(int rounds, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      try (Socket first = connect()) {
        return workOn(first, rounds);
      } catch (IOException e) {
        Thread
            .onSpinWait(); // Not listening yet, or it hung up: asked again until the patience ends.
      }
    }
    return false;
  }

  private boolean workOn(Socket first, int rounds) throws IOException {
    if (!repeat(first, plain(), rounds)) return false;
    try (Socket tunnel = connect()) {
      return repeat(tunnel, List.of(connectRequest()), 1)
          && repeat(tunnel, List.of(direct()), rounds);
    }
  }

  private List<String> plain() {
    return List.of(
        "GET http://127.0.0.1:" + origin + "/ HTTP/1.1\r\nHost: 127.0.0.1:" + origin + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: training.example\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: 127.0.0.1:" + proxy + "\r\n\r\n");
  }

  private String connectRequest() {
    return "CONNECT 127.0.0.1:" + origin + " HTTP/1.1\r\nHost: 127.0.0.1:" + origin + "\r\n\r\n";
  }

  private static String direct() {
    return "GET / HTTP/1.1\r\nHost: training.example\r\n\r\n";
  }

  private static boolean repeat(Socket socket, List<String> requests, int rounds)
      throws IOException {
    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    boolean answered = true;
    for (int round = 0; round < rounds; round++) {
      for (String request : requests) {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        answered &= readAnswer(in);
      }
    }
    return answered;
  }

  /**
   * Reads one answer that is framed by Content-Length, or has no body; true when its status is 200.
   */
  private static boolean readAnswer(BufferedReader in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(field.substring(15).strip());
      }
    }
    for (int read = 0; read < length; read++) {
      if (in.read() < 0) throw new IOException("hung up within a body");
    }
    return status.startsWith("HTTP/1.1 200");
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) throw new IOException("hung up within a head");
    return line;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy), ATTEMPT_MILLIS);
      socket.setSoTimeout(ATTEMPT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
