package dev.fairlead.app.cli;

import dev.fairlead.control.execute.Execute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that runs elsewhere and prints here, byte for byte and as it comes. */
final class RemoteExecution {
  static final int TIMED_OUT = 124;
  static final int FAILED = 125;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ControlClient control;
  private final PrintStream out;
  private final PrintStream err;

  RemoteExecution(ControlClient control, PrintStream out, PrintStream err) {
    this.control = control;
    this.out = out;
    this.err = err;
  }

  /** Runs it to its end and returns what to exit with. */
  int run(List<String> command, byte[] stdin) throws InterruptedException {
    try {
      HttpResponse<InputStream> response =
          control.open(Execute.PATH, JSON.writeValueAsBytes(request(command, stdin)));
      try (InputStream body = response.body()) {
        return response.statusCode() == 200 ? relay(body) : refused(response.statusCode(), body);
      }
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (JacksonException e) {
      return failed(control.address() + " does not answer as Fairlead does");
    }
  }

  private static Map<String, Object> request(List<String> command, byte[] stdin) {
    return Map.of(
        "command",
        command.getFirst(),
        "args",
        command.subList(1, command.size()),
        "stdin",
        Base64.getEncoder().encodeToString(stdin),
        "stdin_encoding",
        "base64",
        "stream",
        true,
        "encoding",
        "base64");
  }

  private int relay(InputStream body) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode event = JSON.readTree(line);
      switch (event.path("type").asString("")) {
        case "stdout" -> print(out, event);
        case "stderr" -> print(err, event);
        case "exit" -> {
          return ended(event);
        }
        default -> {} // An event of a later version.
      }
    }
    return failed("the connection broke before the command had ended");
  }

  private static void print(PrintStream stream, JsonNode event) {
    byte[] bytes = Base64.getDecoder().decode(event.path("data").asString(""));
    stream.write(bytes, 0, bytes.length);
    stream.flush();
  }

  private int ended(JsonNode event) {
    if (event.has("timeout")) {
      err.println("fairlead: the command was ended by cli." + event.get("timeout").asString(""));
      return TIMED_OUT;
    }
    if (event.has("killed")) {
      return failed("the command was ended: " + event.get("killed").asString(""));
    }
    return event.path("code").asInt(FAILED);
  }

  private int refused(int status, InputStream body) throws IOException {
    JsonNode problem = JSON.readTree(body.readNBytes(64 * 1024));
    String field = problem.path("field").asString("");
    return failed(
        "refused with %d: %s%s%n          %s"
            .formatted(
                status,
                field.isEmpty() ? "" : field + ": ",
                problem.path("detail").asString("it does not say why"),
                problem.path("remedy").asString("")));
  }

  private int failed(String why) {
    err.println("fairlead: " + why);
    return FAILED;
  }
}
