package dev.fairlead.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;

/** A client that sends exactly the bytes it is told to and reads the answers strictly. */
public final class RawClient extends Wire {
  private static final int CONNECT_MILLIS = 5_000;

  private RawClient(Socket socket) throws IOException {
    super(socket);
  }

  /** Connects to a port on loopback. */
  public static RawClient connect(int port) throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
    return new RawClient(socket);
  }

  /** Connects and makes a TLS connection that trusts the CA and verifies {@code serverName}. */
  public static RawClient tls(int port, TestCa ca, String serverName, String... alpn)
      throws IOException {
    RawClient client = connect(port);
    client.startTls(ca, serverName, alpn);
    return client;
  }

  /** Goes on inside TLS, for instance after a CONNECT was granted. */
  public void startTls(TestCa ca, String serverName, String... alpn) throws IOException {
    var factory = ca.trustingContext().getSocketFactory();
    var tls = (SSLSocket) factory.createSocket(socket(), serverName, socket().getPort(), true);
    var parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!serverName.matches("[0-9.]+|.*:.*")) {
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
    }
    parameters.setApplicationProtocols(alpn);
    tls.setSSLParameters(parameters);
    layer(tls);
  }

  /** Reads the final response to a request that was not HEAD or CONNECT. */
  public RawResponse readResponse() throws IOException {
    return readResponse("GET");
  }

  /** Reads the final response to a request of that method. */
  public RawResponse readResponse(String requestMethod) throws IOException {
    return reader().response(requestMethod);
  }

  /** Sends the text and reads the final response; the method is the text's first word. */
  public RawResponse exchange(String request) throws IOException {
    send(request);
    return readResponse(request.substring(0, Math.max(0, request.indexOf(' '))));
  }
}
