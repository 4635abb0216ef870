package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Flags.Flag;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the program was called, as far as it decides the configuration. */
public record Invocation(
    Optional<Path> file,
    Optional<String> profile,
    List<Flag> flags,
    Map<String, String> environment,
    Path directory) {

  public Invocation {
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /** This process's environment and working directory. */
  public static Invocation here(Optional<Path> file, Optional<String> profile, List<Flag> flags) {
    return new Invocation(file, profile, flags, System.getenv(), Path.of(""));
  }
}
