package dev.fairlead.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A SOCKS5 gateway (RFC 1928, passwords by RFC 1929) that records what it is asked. Whatever host
 * is named, it dials that port on loopback, so a made-up name proves remote resolution.
 */
public final class FakeSocks implements AutoCloseable {
  /** A request; {@code named} is true when the host came as a name and not as an address. */
  public record Target(String host, int port, boolean named) {}

  private static final int VERSION = 5;
  private static final int NO_AUTH = 0;
  private static final int PASSWORD = 2;
  private static final int NONE_ACCEPTABLE = 0xff;
  private static final int REFUSED = 5;

  private final List<Target> targets = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final Acceptor acceptor;
  private volatile @Nullable String login;
  private volatile int refusal;

  private FakeSocks() throws IOException {
    this.acceptor = Acceptor.start(null, List.of(), this::serve);
  }

  /** Starts a gateway without authentication. */
  public static FakeSocks start() throws IOException {
    return new FakeSocks();
  }

  /** Insists on user name and password. */
  public FakeSocks requiring(String user, String password) {
    login = user + ":" + password;
    return this;
  }

  /** Answers every request with that reply code (RFC 1928 §6); 0 relents. */
  public FakeSocks refusing(int replyCode) {
    refusal = replyCode;
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

  /** Every request, in order. */
  public List<Target> targets() {
    return List.copyOf(targets);
  }

  /** Every {@code user:password} that was offered, in order. */
  public List<String> logins() {
    return List.copyOf(logins);
  }

  /** What went wrong while serving. */
  public List<Throwable> failures() {
    return acceptor.failures();
  }

  private void serve(Socket socket, int index) throws Exception {
    var client = new OriginConnection(socket, index);
    client.patience(Duration.ofMinutes(5));
    if (!greet(client)) return;
    Target target = request(client);
    targets.add(target);
    if (refusal != 0) {
      reply(client, refusal);
      return;
    }
    try (var origin = RawClient.connect(target.port)) {
      reply(client, 0);
      Relay.both(client, origin);
    } catch (ConnectException e) {
      reply(client, REFUSED);
    }
  }

  private boolean greet(OriginConnection client) throws IOException {
    byte[] start = client.readExactly(2);
    if (start[0] != VERSION) throw new ProtocolException("SOCKS version " + start[0]);
    String methods = new String(client.readExactly(start[1] & 0xff), ISO_8859_1);
    int wanted = login == null ? NO_AUTH : PASSWORD;
    if (methods.indexOf((char) wanted) < 0) {
      client.send(new byte[] {VERSION, (byte) NONE_ACCEPTABLE});
      return false;
    }
    client.send(new byte[] {VERSION, (byte) wanted});
    return wanted == NO_AUTH || authenticate(client);
  }

  private boolean authenticate(OriginConnection client) throws IOException {
    if (client.readExactly(1)[0] != 1) throw new ProtocolException("password version");
    String offered = text(client) + ":" + text(client);
    logins.add(offered);
    boolean right = offered.equals(login);
    client.send(new byte[] {1, (byte) (right ? 0 : 1)});
    return right;
  }

  private static Target request(OriginConnection client) throws IOException {
    byte[] head = client.readExactly(4);
    if (head[0] != VERSION || head[1] != 1) throw new ProtocolException("SOCKS request " + head[1]);
    boolean named = head[3] == 3;
    String host = named ? text(client) : literal(client, head[3] == 1 ? 4 : 16);
    byte[] port = client.readExactly(2);
    return new Target(host, ((port[0] & 0xff) << 8) | (port[1] & 0xff), named);
  }

  private static String text(OriginConnection client) throws IOException {
    int length = client.readExactly(1)[0] & 0xff;
    return new String(client.readExactly(length), ISO_8859_1);
  }

  private static String literal(OriginConnection client, int length) throws IOException {
    return InetAddress.getByAddress(client.readExactly(length)).getHostAddress();
  }

  private static void reply(OriginConnection client, int code) throws IOException {
    client.send(new byte[] {VERSION, (byte) code, 0, 1, 127, 0, 0, 1, 0, 0});
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
  }
}
