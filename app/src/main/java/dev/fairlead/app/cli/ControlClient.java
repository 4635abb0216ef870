package dev.fairlead.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the control plane of a running Fairlead. */
final class ControlClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI base;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /** What is done with each event; false ends the stream. */
  @FunctionalInterface
  interface Events {
    boolean take(String id, String event, JsonNode data);
  }

  ControlClient(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** Host and port. */
  String address() {
    return base.getAuthority();
  }

  /**
   * Gets a page.
   *
   * @throws IOException with the problem's own words
   */
  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = send(request(path).timeout(PATIENCE).GET().build());
    try (InputStream body = answer.body()) {
      return checked(answer.statusCode(), body);
    }
  }

  /** Changes something; {@code body} is JSON, or empty. */
  JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).timeout(PATIENCE);
    if (body.isEmpty()) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(body));
    }
    HttpResponse<InputStream> answer = send(request.build());
    try (InputStream in = answer.body()) {
      return checked(answer.statusCode(), in);
    }
  }

  /**
   * Sends JSON and hands the answer over as it comes, whatever it says and however long it takes.
   */
  HttpResponse<InputStream> open(String path, byte[] json)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
            .build());
  }

  /**
   * Follows a stream of events until it is told to stop or the other side ends it.
   *
   * @param last the id of the last event that is known, or empty
   */
  void follow(String path, String last, Events events) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    HttpResponse<InputStream> answer = send(request.GET().build());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        checked(answer.statusCode(), body);
      }
      read(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)), events);
    }
  }

  private static void read(BufferedReader lines, Events events) throws IOException {
    String id = "";
    String event = "";
    boolean more = true;
    for (String line = lines.readLine(); line != null && more; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        event = line.substring(7);
      } else if (line.startsWith("data: ")) {
        more = events.take(id, event, JSON.readTree(line.substring(6)));
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new IOException("nothing answers at " + base + "; is Fairlead running?", e);
    }
  }

  private static JsonNode checked(int status, InputStream body) throws IOException {
    JsonNode page = parsed(body.readAllBytes());
    if (status >= 400) {
      String field = page.path("field").asString("");
      throw new IOException(
          (field.isEmpty() ? "" : field + ": ")
              + page.path("detail").asString("the control plane answers " + status)
              + ". "
              + page.path("remedy").asString(""));
    }
    return page;
  }

  private static JsonNode parsed(byte[] body) {
    try {
      return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
