package dev.fairlead.testkit.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.fairlead.testkit.Field;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends hostile requests to a proxy and judges what arrived behind it. */
public final class RequestJudge {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final Duration PATIENCE = Duration.ofMillis(1_500);
  private static final Duration AFTERTHOUGHT = Duration.ofMillis(80);
  private final Proxy proxy;
  private final Mode mode;
  private final CaptureOrigin origin;

  /** The origin must listen on the proxy's {@code originPort}. */
  public RequestJudge(Proxy proxy, Mode mode, CaptureOrigin origin) {
    this.proxy = proxy;
    this.mode = mode;
    this.origin = origin;
  }

  /** Runs every case of the mode, one after the other. */
  public List<Outcome> all() {
    return HostileRequests.in(mode).stream().map(this::judge).toList();
  }

  /** Runs one case. */
  public Outcome judge(HostileRequest hostile) {
    origin.forget();
    Answer answer = exchange(hostile.bytes(mode, proxy.originPort()), hostile.requests());
    Verdict verdict = verdict(hostile, answer, origin.received());
    return new Outcome(
        hostile.id(), hostile.category(), hostile.rfc(), hostile.expectation(), verdict);
  }

  /** What came back: the first final status, 0 without one. */
  private record Answer(int status, boolean closed) {}

  private Answer exchange(byte[] bytes, int requests) {
    var received = new ByteArrayOutputStream();
    boolean closed = false;
    try (var client = RawClient.connect(proxy.port())) {
      client.patience(PATIENCE);
      Thread.ofVirtual().start(() -> send(client, bytes));
      while (!closed) {
        byte[] some = client.readSome(64 * 1024);
        closed = some.length == 0;
        received.writeBytes(some);
        if (finals(received) > 0)
          client.patience(finals(received) < requests ? PATIENCE : AFTERTHOUGHT);
      }
    } catch (SocketTimeoutException quiet) {
      // The proxy has said all it has to say.
    } catch (SocketException reset) {
      closed = true;
    } catch (IOException e) {
      throw new IllegalStateException("no exchange with the proxy on port " + proxy.port(), e);
    }
    return new Answer(firstFinal(received), closed);
  }

  /** Beside the reading, because a proxy may refuse before it has read everything. */
  private static void send(RawClient client, byte[] bytes) {
    try {
      client.send(bytes);
    } catch (IOException refused) {
      // What it answered tells why.
    }
  }

  private Verdict verdict(HostileRequest hostile, Answer answer, List<StrictRequests> received) {
    int complete = 0;
    for (StrictRequests connection : received) {
      if (connection.ambiguity() != null) return new Verdict.Ambiguous(connection.ambiguity());
      complete += connection.requests().size();
      for (RawRequest request : connection.requests()) {
        String trespass = trespass(hostile, request);
        if (trespass != null) return new Verdict.Ambiguous(trespass);
      }
    }
    if (complete > hostile.requests()) {
      return new Verdict.Ambiguous(complete + " requests made out of " + hostile.requests());
    }
    if (complete == 0) return withoutArrival(answer);
    return arrival(hostile, first(received), complete);
  }

  private static @Nullable String trespass(HostileRequest hostile, RawRequest request) {
    if (request.target().matches("(http://[^/]*)?/smuggled")) return "smuggled request arrived";
    for (Field field : request.headers()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (hostile.never().contains(name)) return "hop-by-hop field arrived: " + name;
    }
    return null;
  }

  private static Verdict withoutArrival(Answer answer) {
    if (answer.status > 0) return new Verdict.Answered(answer.status);
    return answer.closed ? new Verdict.Closed() : new Verdict.Hang();
  }

  private static RawRequest first(List<StrictRequests> received) {
    return received.stream().flatMap(c -> c.requests().stream()).findFirst().orElseThrow();
  }

  private static Verdict arrival(HostileRequest hostile, RawRequest request, int complete) {
    String body = new String(request.body(), ISO_8859_1);
    if (hostile.body() != null && !hostile.body().equals(body)) {
      return new Verdict.Altered("body " + StrictReader.cut(body));
    }
    boolean benign = hostile.expectation() == Expectation.MUST_PASS;
    if (benign && complete < hostile.requests()) {
      return new Verdict.Altered(complete + " of " + hostile.requests() + " requests arrived");
    }
    return new Verdict.Clean();
  }

  private static int finals(ByteArrayOutputStream received) {
    var matcher = STATUS.matcher(received.toString(ISO_8859_1));
    int count = 0;
    while (matcher.find()) if (Integer.parseInt(matcher.group(1)) >= 200) count++;
    return count;
  }

  private static int firstFinal(ByteArrayOutputStream received) {
    var matcher = STATUS.matcher(received.toString(ISO_8859_1));
    while (matcher.find()) {
      int status = Integer.parseInt(matcher.group(1));
      if (status >= 200) return status;
    }
    return 0;
  }
}
