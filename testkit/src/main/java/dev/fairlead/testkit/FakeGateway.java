package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An upstream HTTP proxy, plain or inside TLS, that records what it is asked. Whatever host a
 * target names, it dials that port on loopback: a name that exists nowhere proves that it was not
 * resolved before it came here.
 */
public final class FakeGateway implements AutoCloseable {
  /** How a gateway says no: exact bytes, and whether it closes afterwards. */
  public record Refusal(String bytes, boolean closes) {
    /** A refusal with that status and an empty body. */
    public static Refusal status(int status) {
      String challenge = status == 407 ? "Proxy-Authenticate: Basic realm=\"gateway\"\r\n" : "";
      return new Refusal(
          "HTTP/1.1 " + status + " Refused\r\n" + challenge + "Content-Length: 0\r\n\r\n", false);
    }

    /** Something that is not HTTP. */
    public static Refusal garbage() {
      return new Refusal("\u0000\u0001 this is no proxy\r\n\r\n", true);
    }

    /** No byte, ever; the connection stays open. */
    public static Refusal silence() {
      return new Refusal("", false);
    }

    /** No byte and a close. */
    public static Refusal close() {
      return new Refusal("", true);
    }
  }

  private final List<RawRequest> requests = new CopyOnWriteArrayList<>();
  private final Acceptor acceptor;
  private volatile @Nullable String credentials;
  private volatile @Nullable Refusal refusal;

  private FakeGateway(TestCa.@Nullable Leaf leaf) throws IOException {
    this.acceptor = Acceptor.start(leaf, List.of("http/1.1"), this::serve);
  }

  /** Starts a gateway that is spoken to in plain HTTP. */
  public static FakeGateway http() throws IOException {
    return new FakeGateway(null);
  }

  /** Starts a gateway that is spoken to inside TLS. */
  public static FakeGateway https(TestCa.Leaf leaf) throws IOException {
    return new FakeGateway(leaf);
  }

  /** Answers 407 unless these Basic credentials come along. */
  public FakeGateway requiring(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(UTF_8);
    credentials = "Basic " + Base64.getEncoder().encodeToString(pair);
    return this;
  }

  /** Refuses everything from now on; null relents. */
  public FakeGateway refusing(@Nullable Refusal how) {
    refusal = how;
    return this;
  }

  /** The port it listens on. */
  public int port() {
    return acceptor.port();
  }

  /** How many connections were accepted. */
  public int connections() {
    return acceptor.connections();
  }

  /** How many of them are still open. */
  public int openConnections() {
    return acceptor.open();
  }

  /** Every request with its headers, refused ones too, in order. */
  public List<RawRequest> requests() {
    return List.copyOf(requests);
  }

  /** The last request. */
  public RawRequest last() {
    if (requests.isEmpty()) throw new AssertionError("the gateway has seen no request");
    return requests.getLast();
  }

  /** What went wrong while serving. */
  public List<Throwable> failures() {
    return acceptor.failures();
  }

  private void serve(Socket socket, int index) throws Exception {
    var client = new OriginConnection(socket, index);
    client.patience(Duration.ofMinutes(5));
    for (RawRequest request = client.request(); request != null; request = client.request()) {
      requests.add(request);
      Refusal no = verdict(request);
      if (no != null) {
        client.send(no.bytes());
        if (no.closes()) return;
      } else if (request.method().equals("CONNECT")) {
        tunnel(client, request.target());
        return;
      } else {
        forward(client, request);
      }
    }
  }

  private @Nullable Refusal verdict(RawRequest request) {
    if (refusal != null) return refusal;
    String wanted = credentials;
    boolean authentic = wanted == null || wanted.equals(request.header("proxy-authorization"));
    return authentic ? null : Refusal.status(407);
  }

  private static void tunnel(OriginConnection client, String target) throws Exception {
    try (var origin = RawClient.connect(port(target))) {
      client.send("HTTP/1.1 200 Tunnel ready\r\n\r\n");
      Relay.both(client, origin);
    } catch (ConnectException e) {
      client.send(Refusal.status(502).bytes());
    }
  }

  private static void forward(OriginConnection client, RawRequest request) throws IOException {
    String rest = request.target().replaceFirst("^http://", "");
    if (rest.equals(request.target())) throw new IOException("not absolute: " + rest);
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "/" : rest.substring(slash);
    try (var origin = RawClient.connect(port(authority))) {
      origin.send(HttpWriter.request(request, path));
      client.send(HttpWriter.response(origin.readResponse(request.method()), request.method()));
    } catch (ConnectException e) {
      client.send(Refusal.status(502).bytes());
    }
  }

  private static int port(String authority) {
    String port = authority.replaceFirst("^.*?(?::(\\d+))?$", "$1");
    return port.isEmpty() ? 80 : Integer.parseInt(port);
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
  }
}
