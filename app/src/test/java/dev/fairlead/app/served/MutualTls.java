package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** An origin for {@code localhost} that wants a client certificate and says whose it got. */
record MutualTls(SSLServerSocket listener) implements AutoCloseable {
  static MutualTls start(TestCa ca) throws IOException {
    var factory = ca.leaf("localhost").clientContext(ca).getServerSocketFactory();
    var listener =
        (SSLServerSocket) factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(true);
    var origin = new MutualTls(listener);
    Thread.ofPlatform().daemon().name("mutual-tls").start(origin::serve);
    return origin;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (var client = (SSLSocket) listener.accept()) {
        var peer = (X509Certificate) client.getSession().getPeerCertificates()[0];
        String body = String.valueOf(peer.getSubjectAlternativeNames());
        byte[] some = new byte[8192];
        if (client.getInputStream().read(some) > 0) {
          String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n";
          client.getOutputStream().write((head + body).getBytes(ISO_8859_1));
        }
      } catch (Exception e) {
        // A client without a certificate: it is told by the alert that it got.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
