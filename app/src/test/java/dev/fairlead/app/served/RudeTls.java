package dev.fairlead.app.served;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.testkit.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An origin in TLS that answers anything with the same bytes and ends TCP without a word of TLS.
 */
record RudeTls(ServerSocket listener, SSLContext context, String answer) implements AutoCloseable {
  static RudeTls start(TestCa.Leaf leaf, String answer) throws IOException {
    var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var origin = new RudeTls(listener, leaf.context(), answer);
    Thread.ofPlatform().daemon().name("rude-tls").start(origin::serve);
    return origin;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket tcp = listener.accept()) {
        var factory = context.getSocketFactory();
        var tls = (SSLSocket) factory.createSocket(tcp, null, tcp.getPort(), false);
        tls.setUseClientMode(false);
        if (tls.getInputStream().read(new byte[8192]) > 0) {
          tls.getOutputStream().write(answer.getBytes(ISO_8859_1));
          tls.getOutputStream().flush();
        }
        tcp.shutdownOutput();
        // Until the other side has read it all and closes too.
        tcp.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The next connection may do better.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
