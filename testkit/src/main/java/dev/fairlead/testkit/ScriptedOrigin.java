package dev.fairlead.testkit;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An origin on a free loopback port that answers by a script, keeps every byte it received and
 * counts connections and requests. {@link Answers} has ready scripts.
 */
public final class ScriptedOrigin implements AutoCloseable {
  /** Answers one request that was read completely; afterwards the next one is read. */
  @FunctionalInterface
  public interface Script {
    void answer(RawRequest request, OriginConnection connection) throws Exception;
  }

  /** Owns a whole connection, which is closed when the script returns. */
  @FunctionalInterface
  public interface Conversation {
    void hold(OriginConnection connection) throws Exception;
  }

  private static final Duration IDLE = Duration.ofMinutes(5);
  private final List<OriginConnection> connections = new CopyOnWriteArrayList<>();
  private final List<RawRequest> requests = new CopyOnWriteArrayList<>();
  private final Acceptor acceptor;

  private ScriptedOrigin(
      TestCa.@Nullable Leaf leaf, List<String> alpn, @Nullable Script script, Conversation raw)
      throws IOException {
    Conversation conversation = script == null ? raw : connection -> converse(script, connection);
    this.acceptor =
        Acceptor.start(leaf, alpn, (socket, index) -> hold(conversation, socket, index));
  }

  /** Starts an origin whose script is called per request. */
  public static ScriptedOrigin start(Script script) throws IOException {
    return new ScriptedOrigin(null, List.of(), script, connection -> {});
  }

  /** Starts an origin inside TLS; ALPN offers what is given. */
  public static ScriptedOrigin startTls(TestCa.Leaf leaf, Script script, String... alpn)
      throws IOException {
    return new ScriptedOrigin(leaf, List.of(alpn), script, connection -> {});
  }

  /** Starts an origin that parses nothing and hands over each connection. */
  public static ScriptedOrigin raw(Conversation conversation) throws IOException {
    return new ScriptedOrigin(null, List.of(), null, conversation);
  }

  /** Like {@link #raw}, inside TLS. */
  public static ScriptedOrigin rawTls(TestCa.Leaf leaf, Conversation conversation, String... alpn)
      throws IOException {
    return new ScriptedOrigin(leaf, List.of(alpn), null, conversation);
  }

  /** The port it listens on. */
  public int port() {
    return acceptor.port();
  }

  /** {@code 127.0.0.1:port}. */
  public String authority() {
    return "127.0.0.1:" + port();
  }

  /** How many connections were accepted. */
  public int connections() {
    return acceptor.connections();
  }

  /** How many of them are still open. */
  public int openConnections() {
    return acceptor.open();
  }

  /** How many requests were read completely. */
  public int requests() {
    return requests.size();
  }

  /** The requests in the order in which they were read. */
  public List<RawRequest> seen() {
    return List.copyOf(requests);
  }

  /** The last request that was read. */
  public RawRequest last() {
    if (requests.isEmpty()) throw new AssertionError("the origin has seen no request");
    return requests.getLast();
  }

  /** Every byte that was read from the given connection, counted from zero. */
  public byte[] received(int connection) {
    return connections.get(connection).received();
  }

  /** What went wrong while serving, requests that were not strictly correct among it. */
  public List<Throwable> failures() {
    return acceptor.failures();
  }

  /**
   * Ends every open connection in order, and cuts those that the peer does not end within 300 ms.
   * New ones are still accepted.
   */
  public void dropConnections() throws IOException {
    acceptor.drop();
  }

  private void hold(Conversation conversation, Socket socket, int index) throws Exception {
    var connection = new OriginConnection(socket, index);
    connections.add(connection);
    connection.patience(IDLE);
    conversation.hold(connection);
  }

  private void converse(Script script, OriginConnection connection) throws Exception {
    for (RawRequest request = connection.request();
        request != null;
        request = connection.request()) {
      requests.add(request);
      script.answer(request, connection);
      if (connection.socket().isClosed() || connection.socket().isOutputShutdown()) return;
    }
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
  }
}
