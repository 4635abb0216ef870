package dev.fairlead.app.cli;

import dev.fairlead.app.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running Fairlead, as its run file tells of it.
 *
 * @param name the data port
 * @param control host and port of the control plane
 */
record Instance(String name, long pid, String data, String control, Path tokenFile) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** All that run now; files that a crash has left behind are passed over. */
  static List<Instance> running(StateFolder state) throws IOException {
    if (!Files.isDirectory(state.run())) {
      return List.of();
    }
    List<Instance> running = new ArrayList<>();
    try (Stream<Path> files = Files.list(state.run())) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        JsonNode page = read(file);
        if (isAlive(page)) {
          running.add(of(file, page));
        }
      }
    }
    return running;
  }

  private static JsonNode read(Path file) throws IOException {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }

  private static Instance of(Path file, JsonNode page) {
    String name = String.valueOf(file.getFileName());
    return new Instance(
        name.substring(0, name.length() - ".json".length()),
        page.path("pid").asLong(),
        page.path("data").path(0).asString(),
        page.path("control").asString(),
        Path.of(page.path("token_file").asString()));
  }

  /** The process has that number and was started then: numbers are used again. */
  private static boolean isAlive(JsonNode page) {
    return page.has("control")
        && ProcessHandle.of(page.path("pid").asLong())
            .filter(process ->
                process
                    .info()
                    .startInstant()
                    .orElse(Instant.EPOCH)
                    .toString()
                    .equals(page.path("started").asString()))
            .isPresent();
  }
}
