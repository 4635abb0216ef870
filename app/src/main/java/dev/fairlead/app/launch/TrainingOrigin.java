package dev.fairlead.app.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * The smallest origin that a rehearsal needs: it answers every request without a body with two
 * letters.
 */
final class TrainingOrigin implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
          .getBytes(ISO_8859_1);

  private final ServerSocket listener;

  TrainingOrigin() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("training-origin").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** A port that nobody listened on a moment ago. */
  static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofPlatform().daemon().start(() -> answer(client));
      }
    } catch (IOException e) {
      // Closed: the rehearsal is over.
    }
  }

  private static void answer(Socket client) {
    try (client) {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          client.getOutputStream().write(ANSWER);
          client.getOutputStream().flush();
        }
      }
    } catch (IOException e) {
      // The proxy closed its side, as it may.
    }
  }
}
