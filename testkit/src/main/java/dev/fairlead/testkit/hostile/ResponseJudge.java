package dev.fairlead.testkit.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.testkit.OriginConnection;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawRequest;
import dev.fairlead.testkit.RawResponse;
import dev.fairlead.testkit.ScriptedOrigin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Lets an origin answer with hostile bytes and judges what the client behind the proxy was given:
 * first the answer itself, then whether the exchange after it is untouched.
 */
public final class ResponseJudge implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(1_500);
  private static final Duration AFTERTHOUGHT = Duration.ofMillis(80);
  private static final String NEXT = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext";

  private final Mode mode;
  private final ScriptedOrigin origin;
  private final List<Integer> victims = new CopyOnWriteArrayList<>();
  private final List<Integer> nexts = new CopyOnWriteArrayList<>();
  private volatile @Nullable HostileResponse current;

  /** Starts the origin; the proxy must reach {@link #originPort}. */
  public ResponseJudge(Mode mode) throws IOException {
    this.mode = mode;
    this.origin = ScriptedOrigin.start(this::answer);
  }

  /** Where the hostile origin listens. */
  public int originPort() {
    return origin.port();
  }

  /** Runs every case, one after the other. */
  public List<Outcome> all(Proxy proxy) throws IOException {
    var outcomes = new ArrayList<Outcome>();
    for (HostileResponse hostile : HostileResponses.all()) outcomes.add(judge(hostile, proxy));
    return outcomes;
  }

  /** Runs one case. */
  public Outcome judge(HostileResponse hostile, Proxy proxy) throws IOException {
    origin.dropConnections();
    victims.clear();
    nexts.clear();
    current = hostile;
    Verdict verdict = verdict(hostile, proxy);
    return new Outcome(
        hostile.id(), hostile.category(), hostile.rfc(), hostile.expectation(), verdict);
  }

  private void answer(RawRequest request, OriginConnection connection) throws IOException {
    HostileResponse hostile = current;
    if (hostile == null || request.target().endsWith("/next")) {
      nexts.add(connection.index());
      connection.send(NEXT);
      return;
    }
    victims.add(connection.index());
    connection.send(hostile.bytes());
    switch (hostile.ending()) {
      case KEEP -> {}
      case CLOSE -> connection.close();
      case RESET -> connection.reset();
    }
  }

  private Verdict verdict(HostileResponse hostile, Proxy proxy) throws IOException {
    try (var client = RawClient.connect(proxy.port())) {
      Received first = new Received(List.of(hostile.method()));
      first.read(client, request(hostile.method(), "/victim", hostile.requestLines()));
      Verdict verdict = first(hostile, first);
      if (verdict instanceof Verdict.Ambiguous) return verdict;
      String trouble = first.usable() ? next(client, hostile) : nextAnew(proxy, hostile);
      return trouble == null ? verdict : new Verdict.Ambiguous(trouble);
    }
  }

  private static Verdict first(HostileResponse hostile, Received received) {
    StrictResponses read = received.strict();
    if (read.ambiguity() != null) return new Verdict.Ambiguous(read.ambiguity());
    if (read.responses().isEmpty()) {
      return received.closed ? new Verdict.Closed() : new Verdict.Hang();
    }
    RawResponse response = read.responses().getFirst();
    if (response.status() / 100 == 5) return new Verdict.Answered(response.status());
    String body = new String(response.body(), ISO_8859_1);
    if (body.equals("smuggled")) return new Verdict.Ambiguous("smuggled response delivered");
    if (hostile.incomplete()) return new Verdict.Ambiguous("cut response made complete");
    if (hostile.body() != null && !hostile.body().equals(body)) {
      return new Verdict.Altered("body " + StrictReader.cut(body));
    }
    return new Verdict.Clean();
  }

  private @Nullable String nextAnew(Proxy proxy, HostileResponse hostile) throws IOException {
    try (var client = RawClient.connect(proxy.port())) {
      return next(client, hostile);
    }
  }

  /** What is wrong with the exchange after the hostile one, null when nothing is. */
  private @Nullable String next(RawClient client, HostileResponse hostile) throws IOException {
    var received = new Received(List.of("GET"));
    received.read(client, request("GET", "/next", ""));
    StrictResponses read = received.strict();
    if (read.ambiguity() != null) return "next exchange: " + read.ambiguity();
    if (hostile.poisons() && nexts.stream().anyMatch(victims::contains)) {
      return "poisoned connection reused";
    }
    if (read.responses().isEmpty() || read.responses().getFirst().status() >= 500) return null;
    String body = new String(read.responses().getFirst().body(), ISO_8859_1);
    return body.equals("next") ? null : "next exchange was given " + StrictReader.cut(body);
  }

  private String request(String method, String path, String lines) {
    String authority = "127.0.0.1:" + origin.port();
    String target = mode == Mode.FORWARD ? "http://" + authority + path : path;
    return method + " " + target + " HTTP/1.1\r\nHost: " + authority + "\r\n" + lines + "\r\n";
  }

  @Override
  public void close() throws IOException {
    origin.close();
  }

  /** The bytes of one answer, read until it is complete and nothing follows. */
  private static final class Received {
    private final List<String> methods;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean closed;

    Received(List<String> methods) {
      this.methods = methods;
    }

    void read(RawClient client, String request) throws IOException {
      client.patience(PATIENCE);
      try {
        client.send(request);
        while (!closed) {
          byte[] some = client.readSome(1 << 20);
          closed = some.length == 0;
          bytes.writeBytes(some);
          boolean complete = strict().responses().size() == methods.size();
          client.patience(complete ? AFTERTHOUGHT : PATIENCE);
        }
      } catch (SocketTimeoutException quiet) {
        // Nothing more is coming.
      } catch (SocketException reset) {
        closed = true;
      }
    }

    StrictResponses strict() {
      return StrictResponses.read(bytes.toByteArray(), methods, closed);
    }

    /** Whether the connection can carry another exchange. */
    boolean usable() {
      StrictResponses read = strict();
      if (closed || read.responses().size() < methods.size()) return false;
      String connection = read.responses().getLast().header("connection");
      return connection == null || !connection.equalsIgnoreCase("close");
    }
  }
}
