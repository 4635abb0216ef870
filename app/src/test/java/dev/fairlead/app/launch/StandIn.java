package dev.fairlead.app.launch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands in for the proxy: listens where it is told and answers each request head with one status.
 */
final class StandIn {
  private StandIn() {}

  static void serve(int port, int status) {
    try (var listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      for (int clients = 0; clients < 2; clients++) answer(listener.accept(), status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(Socket client, int status) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (client) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
              if (line.isEmpty()) write(client, status);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void write(Socket client, int status) throws IOException {
    String head = "HTTP/1.1 " + status + " said\r\nContent-Length: 0\r\n\r\n";
    client.getOutputStream().write(head.getBytes(ISO_8859_1));
  }
}
