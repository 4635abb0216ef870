package dev.fairlead.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the control plane's token; it never comes from an argument, which others can read. */
final class ExecToken {
  private ExecToken() {}

  static String find(@Nullable Path file, Map<String, String> environment) throws IOException {
    String given = environment.getOrDefault("FAIRLEAD_TOKEN", "");
    if (file == null && !given.isBlank()) {
      return given.strip();
    }
    Path source = file == null ? usual(environment) : file;
    try {
      return Files.readString(source).strip();
    } catch (IOException e) {
      throw new IOException(
          "cannot read the token from "
              + source
              + "; name its file with --token-file, or set FAIRLEAD_TOKEN",
          e);
    }
  }

  private static Path usual(Map<String, String> environment) {
    Path base = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    Path state = base.isAbsolute() ? base : Path.of(home, ".local", "state");
    return state.resolve("fairlead").resolve("token");
  }
}
