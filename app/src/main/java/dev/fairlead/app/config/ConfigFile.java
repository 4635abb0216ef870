package dev.fairlead.app.config;

import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problem;
import dev.fairlead.app.config.read.Problems;
import dev.fairlead.app.config.read.Quote;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Which file to read, and who asked for it. */
record ConfigFile(Path path, Place asked) {
  private static final String NAME = "fairlead.yaml";

  /** The first of: the flag, {@code FAIRLEAD_CONFIG}, the user's own configuration folder. */
  static Optional<ConfigFile> find(Invocation call, Problems problems) {
    Optional<ConfigFile> found = named(call, problems).or(() -> ofUser(call, problems));
    Path here = call.directory().resolve(NAME);
    boolean used = found.filter(file -> sameFile(file.path, here)).isPresent();
    if (!used && Files.isRegularFile(here)) {
      problems.add(
          new Problem(
              Problem.Severity.NOTE,
              new Place.File(here, 0, 0),
              KeyPath.ROOT,
              "is not used, because a folder must not configure the proxy by itself",
              "Name it to use it: --config " + here));
    }
    return found;
  }

  /** The file that overlays this one for a profile: {@code fairlead.dev.yaml}. */
  Optional<ConfigFile> overlay(String profile, Problems problems) {
    var flag = new Place.Flag("--profile");
    if (!profile.matches("[A-Za-z0-9_-]{1,64}")) {
      problems.error(
          flag, KeyPath.ROOT, Quote.of(profile) + " is no profile", "Write a word such as dev.");
      return Optional.empty();
    }
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String ending = dot < 0 ? "" : name.substring(dot);
    return Optional.of(new ConfigFile(path.resolveSibling(stem + "." + profile + ending), flag));
  }

  private static Optional<ConfigFile> named(Invocation call, Problems problems) {
    String variable = call.environment().getOrDefault("FAIRLEAD_CONFIG", "");
    return call.file()
        .map(file -> new ConfigFile(call.directory().resolve(file), new Place.Flag("--config")))
        .or(() -> from(call.directory(), variable, "FAIRLEAD_CONFIG", problems));
  }

  private static Optional<ConfigFile> ofUser(Invocation call, Problems problems) {
    return usual(call, problems)
        .filter(Files::exists)
        .map(file -> new ConfigFile(file, new Place.File(file, 0, 0)));
  }

  /** Where the user's own configuration would be, whether or not it is there. */
  static Optional<Path> usual(Invocation call, Problems problems) {
    String home = call.environment().getOrDefault("HOME", System.getProperty("user.home", ""));
    String base = call.environment().getOrDefault("XDG_CONFIG_HOME", "");
    return from(Path.of(""), base, "XDG_CONFIG_HOME", problems)
        .filter(folder -> folder.path.isAbsolute())
        .or(() ->
            from(Path.of(""), home, "HOME", problems)
                .map(f -> new ConfigFile(f.path.resolve(".config"), f.asked)))
        .map(folder -> folder.path.resolve("fairlead").resolve(NAME));
  }

  private static Optional<ConfigFile> from(
      Path base, String name, String variable, Problems problems) {
    var place = new Place.Env(variable);
    try {
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(new ConfigFile(base.resolve(name), place));
    } catch (InvalidPathException _) {
      problems.error(place, KeyPath.ROOT, "is not a possible file name", "Correct it.");
      return Optional.empty();
    }
  }

  private static boolean sameFile(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }
}
