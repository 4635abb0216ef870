package dev.fairlead.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Accepts connections on a free loopback port and serves each on a virtual thread of its own. */
final class Acceptor implements AutoCloseable {
  /** Serves one accepted connection; {@code index} counts from zero. */
  @FunctionalInterface
  interface Service {
    void serve(Socket socket, int index) throws Exception;
  }

  private static final long FAREWELL_NANOS = 300_000_000;
  private final ServerSocket server;
  private final Service service;
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  private Acceptor(ServerSocket server, Service service) {
    this.server = server;
    this.service = service;
  }

  static Acceptor start(TestCa.@Nullable Leaf leaf, List<String> alpn, Service service)
      throws IOException {
    ServerSocket server =
        leaf == null ? new ServerSocket() : tlsSocket(leaf, alpn.toArray(String[]::new));
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    var acceptor = new Acceptor(server, service);
    Thread.ofVirtual().name("acceptor-" + server.getLocalPort()).start(acceptor::accept);
    return acceptor;
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return accepted.get();
  }

  /** Connections that have not ended yet. */
  int open() {
    return open.size();
  }

  /** What went wrong while serving; a peer that just leaves is no failure. */
  List<Throwable> failures() {
    return List.copyOf(failures);
  }

  private static ServerSocket tlsSocket(TestCa.Leaf leaf, String[] alpn) throws IOException {
    var server = (SSLServerSocket) leaf.context().getServerSocketFactory().createServerSocket();
    var parameters = server.getSSLParameters();
    parameters.setApplicationProtocols(alpn);
    server.setSSLParameters(parameters);
    return server;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        int index = accepted.getAndIncrement();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, index));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket, int index) {
    try (socket) {
      if (socket instanceof SSLSocket tls) tls.startHandshake();
      service.serve(socket, index);
    } catch (Exception | AssertionError failure) {
      if (!server.isClosed()) failures.add(failure);
    } finally {
      open.remove(socket);
    }
  }

  /** Ends every connection: first our direction, then, when the peer does not follow, both. */
  void drop() throws IOException {
    for (Socket socket : open) endOutput(socket);
    long deadline = System.nanoTime() + FAREWELL_NANOS;
    while (!open.isEmpty() && System.nanoTime() < deadline) LockSupport.parkNanos(1_000_000);
    for (Socket socket : open) socket.close();
  }

  private static void endOutput(Socket socket) {
    try {
      if (!socket.isOutputShutdown()) socket.shutdownOutput();
    } catch (IOException alreadyGone) {
      // Nothing is left to end.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) socket.close();
  }
}
