package dev.fairlead.engine.upstream.dial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server on loopback that remembers what its clients showed it and greets them. */
final class TlsOrigin implements AutoCloseable {
  /** One handshake as the server saw it. */
  record Seen(String serverName, String protocol, String version, long sessionBegan) {}

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final SSLServerSocket server;
  private final List<SSLSocket> sockets = new CopyOnWriteArrayList<>();

  private TlsOrigin(SSLServerSocket server) {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  /** Starts with these versions of TLS. */
  static TlsOrigin start(SSLContext context, boolean wantsClient, String... versions)
      throws IOException {
    SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    SSLParameters parameters = server.getSSLParameters();
    parameters.setNeedClientAuth(wantsClient);
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    parameters.setProtocols(versions);
    server.setSSLParameters(parameters);
    return new TlsOrigin(server);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        SSLSocket socket = (SSLSocket) server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void serve(SSLSocket socket) {
    try {
      socket.startHandshake();
      ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
      seen.add(
          new Seen(
              session.getRequestedServerNames().stream()
                  .map(TlsOrigin::text)
                  .collect(Collectors.joining()),
              socket.getApplicationProtocol(),
              session.getProtocol(),
              session.getCreationTime()));
      socket.getOutputStream().write("welcome".getBytes(UTF_8));
      socket.getInputStream().read();
    } catch (IOException gone) {
      return;
    }
  }

  private static String text(SNIServerName name) {
    return new String(name.getEncoded(), UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SSLSocket socket : sockets) {
      socket.close();
    }
  }
}
