package dev.fairlead.testkit.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An origin that keeps every byte of every connection and answers as many requests as can be read
 * strictly. Between two cases it ends its connections, so that none carries over.
 */
public final class CaptureOrigin implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofMillis(300);
  private static final int MAX_KEPT = 8 << 20;
  private final ServerSocket server;
  private final List<Capture> captures = new CopyOnWriteArrayList<>();

  private CaptureOrigin(ServerSocket server) {
    this.server = server;
  }

  /** Starts on that loopback port, 0 for any. */
  public static CaptureOrigin start(int port) throws IOException {
    var server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    var origin = new CaptureOrigin(server);
    Thread.ofVirtual().name("capture-origin").start(origin::accept);
    return origin;
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * Everything received since the last {@link #forget}, read strictly, one entry per connection.
   */
  List<StrictRequests> received() {
    return captures.stream().map(c -> StrictRequests.read(c.bytes())).toList();
  }

  /** Ends every connection, waits until the peers have seen it, and forgets what was received. */
  void forget() {
    for (Capture capture : captures) capture.end();
    for (Capture capture : captures) capture.awaitEnd();
    captures.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var capture = new Capture(server.accept());
        captures.add(capture);
        capture.thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    forget();
  }

  private static final class Capture {
    private final Socket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Thread thread = Thread.ofVirtual().unstarted(this::serve);

    Capture(Socket socket) {
      this.socket = socket;
    }

    synchronized byte[] bytes() {
      return received.toByteArray();
    }

    private void serve() {
      try (socket) {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        int answered = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          keep(buffer, n);
          answered = answer(answered);
        }
      } catch (IOException gone) {
        // What was received so far is what counts.
      }
    }

    private synchronized void keep(byte[] buffer, int count) {
      if (received.size() < MAX_KEPT) received.write(buffer, 0, count);
    }

    private int answer(int answered) throws IOException {
      StrictRequests read = StrictRequests.read(bytes());
      for (int i = answered; i < read.requests().size(); i++) {
        boolean head = read.requests().get(i).method().equals("HEAD");
        send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + (head ? "" : "ok"));
      }
      if (read.ambiguity() != null && !socket.isOutputShutdown()) {
        send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket.shutdownOutput();
      }
      return read.requests().size();
    }

    private void send(String text) throws IOException {
      if (socket.isOutputShutdown()) return;
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }

    void end() {
      try {
        if (!socket.isClosed()) socket.shutdownOutput();
      } catch (IOException alreadyGone) {
        // Nothing is left to end.
      }
    }

    void awaitEnd() {
      try {
        thread.join(FAREWELL);
        socket.close();
      } catch (IOException alreadyGone) {
        // Nothing is left to close.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
