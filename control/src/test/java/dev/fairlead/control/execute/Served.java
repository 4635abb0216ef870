package dev.fairlead.control.execute;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.avaje.jex.Jex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server with nothing but the room's route, and ways to talk to it. */
final class Served implements AutoCloseable {
  /** Much faster than usual, so that no test waits long. */
  static final Tempo BRISK =
      new Tempo(millis(20), millis(400), millis(5), millis(150), millis(1_000));

  private static final JsonMapper JSON = JsonMapper.shared();

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final List<String> audit = new CopyOnWriteArrayList<>();
  private final Execute execute;
  private final Jex.Server server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Served(ExecuteSettings settings, Tempo tempo) {
    execute =
        new Execute(
            settings,
            context -> Optional.ofNullable(context.header("X-Caller")),
            tempo,
            audit::add);
    server =
        Jex.create()
            .routing(execute)
            .config(config -> config.host("127.0.0.1").port(0).health(false))
            .start();
  }

  static Served by(Rules rules) {
    return new Served(rules.settings(), BRISK);
  }

  static Served by(Rules rules, Tempo tempo) {
    return new Served(rules.settings(), tempo);
  }

  Execute execute() {
    return execute;
  }

  /** The lines of the audit log. */
  List<String> audit() {
    return audit;
  }

  /** Runs a script with sh and returns the whole answer. */
  JsonNode collect(String script) {
    return json(post(Map.of("command", "sh", "args", List.of("-c", script))));
  }

  /** Runs a script with sh and follows what it prints. */
  Events follow(String script) throws IOException {
    return follow(Map.of("command", "sh", "args", List.of("-c", script), "stream", true));
  }

  Events follow(Map<String, Object> request) throws IOException {
    return new Events(send(request));
  }

  /** Sends a request over a connection of its own. */
  Socket send(Map<String, Object> request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    byte[] body = JSON.writeValueAsBytes(request);
    String head =
        "POST /cli/execute HTTP/1.1\r\nHost: x\r\nX-Caller: ann\r\nContent-Length: %d\r\n"
            .formatted(body.length);
    socket
        .getOutputStream()
        .write((head + "Content-Type: application/json\r\n\r\n").getBytes(US_ASCII));
    socket.getOutputStream().write(body);
    return socket;
  }

  HttpResponse<String> post(Map<String, Object> request) {
    return post(JSON.writeValueAsString(request), "application/json", "ann");
  }

  HttpResponse<String> post(String body, String type, String caller) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/cli/execute"))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (!caller.isEmpty()) {
      request.header("X-Caller", caller);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    execute.close();
    server.shutdown();
    client.shutdownNow();
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
