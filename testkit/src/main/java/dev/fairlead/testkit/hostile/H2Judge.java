package dev.fairlead.testkit.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawH2Client;
import dev.fairlead.testkit.RawRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends hostile HTTP/2 requests to a proxy and judges the HTTP/1.1 that arrives behind it. */
public final class H2Judge {
  /** Opens a connection that is ready for the HTTP/2 preface. */
  @FunctionalInterface
  public interface Dial {
    RawClient connect(int port) throws IOException;
  }

  private static final Duration PATIENCE = Duration.ofMillis(1_500);
  private final Proxy proxy;
  private final CaptureOrigin origin;
  private final Dial dial;

  /** In the clear, by prior knowledge; the origin must listen on the proxy's {@code originPort}. */
  public H2Judge(Proxy proxy, CaptureOrigin origin) {
    this(proxy, origin, RawClient::connect);
  }

  /** Over connections of the caller's making, for instance inside TLS. */
  public H2Judge(Proxy proxy, CaptureOrigin origin, Dial dial) {
    this.proxy = proxy;
    this.origin = origin;
    this.dial = dial;
  }

  /** Runs every case, one after the other. */
  public List<Outcome> all() {
    return HostileH2s.all().stream().map(this::judge).toList();
  }

  /** Runs one case. */
  public Outcome judge(HostileH2 hostile) {
    origin.forget();
    RawH2Client.Answer answer = exchange(hostile);
    Verdict verdict = verdict(hostile, answer, origin.received());
    return new Outcome(
        hostile.id(), hostile.category(), hostile.rfc(), hostile.expectation(), verdict);
  }

  /** Null when nothing came in time. */
  private RawH2Client.@Nullable Answer exchange(HostileH2 hostile) {
    try (var client = RawH2Client.over(dial.connect(proxy.port()))) {
      client.wire().patience(PATIENCE);
      Thread.ofVirtual().start(() -> send(client, hostile));
      return client.answer(1);
    } catch (SocketTimeoutException quiet) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("no exchange with the proxy on port " + proxy.port(), e);
    }
  }

  private void send(RawH2Client client, HostileH2 hostile) {
    try {
      List<String> data = hostile.data();
      List<Field> trailers = hostile.trailers();
      client.headers(1, data == null, hostile.fields(proxy.originPort()));
      if (data == null) return;
      for (int i = 0; i < data.size(); i++) {
        boolean last = i == data.size() - 1 && trailers == null;
        client.data(1, last, data.get(i).getBytes(ISO_8859_1));
      }
      if (trailers != null) client.headers(1, true, trailers);
    } catch (IOException refused) {
      // The answer tells why.
    }
  }

  private static Verdict verdict(
      HostileH2 hostile, RawH2Client.@Nullable Answer answer, List<StrictRequests> received) {
    int complete = 0;
    for (StrictRequests connection : received) {
      if (connection.ambiguity() != null) return new Verdict.Ambiguous(connection.ambiguity());
      complete += connection.requests().size();
    }
    if (complete > 1) return new Verdict.Ambiguous(complete + " requests made out of 1");
    if (complete == 0) return withoutArrival(answer);
    RawRequest request =
        received.stream().flatMap(c -> c.requests().stream()).findFirst().orElseThrow();
    return arrival(hostile, request);
  }

  private static Verdict withoutArrival(RawH2Client.@Nullable Answer answer) {
    if (answer == null) return new Verdict.Hang();
    return answer.status() > 0 ? new Verdict.Answered(answer.status()) : new Verdict.Closed();
  }

  private static Verdict arrival(HostileH2 hostile, RawRequest request) {
    String body = new String(request.body(), ISO_8859_1);
    if (hostile.body() != null && !hostile.body().equals(body)) {
      return new Verdict.Altered("body " + StrictReader.cut(body));
    }
    if (request.headers("cookie").size() > 1) return new Verdict.Altered("cookies not rejoined");
    return new Verdict.Clean();
  }
}
