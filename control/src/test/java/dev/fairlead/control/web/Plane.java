package dev.fairlead.control.web;

import dev.fairlead.engine.message.Host;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import io.avaje.jex.Routing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/** A control plane on a free port, with the features that a test brings. */
public final class Plane implements AutoCloseable {
  public final Token token = Token.random();
  private final ControlServer server;

  private Plane(List<Routing.HttpService> features) throws IOException {
    Set<Host> names = Set.of(Host.parse("localhost"), Host.parse("proxy.example"));
    server =
        ControlServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            token,
            names::contains,
            features);
  }

  public static Plane with(Routing.HttpService... features) throws IOException {
    return new Plane(List.of(features));
  }

  public int port() {
    return server.address().getPort();
  }

  public RawClient connect() throws IOException {
    return RawClient.connect(port());
  }

  /** Asks as an operator would, with the token. */
  public RawResponse get(String path, String... fields) throws IOException {
    return ask("GET " + path, fields);
  }

  /** Sends a request without a body, with the token. */
  public RawResponse ask(String line, String... fields) throws IOException {
    return raw(line + " HTTP/1.1\r\nHost: localhost\r\n" + bearer() + lines(fields) + "\r\n");
  }

  /** Sends JSON, with the token. */
  public RawResponse send(String line, String json) throws IOException {
    return raw(
        line
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + bearer()
            + "Content-Length: "
            + json.length()
            + "\r\n\r\n"
            + json);
  }

  /** Sends exactly that. */
  public RawResponse raw(String request) throws IOException {
    try (RawClient client = connect()) {
      return client.exchange(request);
    }
  }

  public String bearer() {
    return "Authorization: Bearer " + token.reveal() + "\r\n";
  }

  static String lines(String... fields) {
    return fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
  }

  @Override
  public void close() {
    server.close();
  }
}
