package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.app.config.read.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder with configuration files in it, and the call that reads them. */
final class Folder {
  private final Path path;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Flag> flags = new ArrayList<>();
  private Optional<Path> file = Optional.empty();
  private Optional<String> profile = Optional.empty();

  Folder(Path path) {
    this.path = path;
    environment.put("HOME", path.resolve("home").toString());
  }

  /** Writes a file readable by its owner alone. */
  Folder with(String name, String text) {
    try {
      Path target = path.resolve(name);
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
      return mode(name, "rw-------");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Folder mode(String name, String permissions) {
    try {
      Files.setPosixFilePermissions(
          path.resolve(name), PosixFilePermissions.fromString(permissions));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Folder env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Folder flag(String name, String key, String value) {
    flags.add(new Flag(name, key, value));
    return this;
  }

  Folder profile(String name) {
    profile = Optional.of(name);
    return this;
  }

  Folder config(String name) {
    file = Optional.of(Path.of(name));
    return this;
  }

  /** Writes {@code fairlead.yaml} and names it. */
  Folder yaml(String text) {
    return with("fairlead.yaml", text).config("fairlead.yaml");
  }

  Loaded load(Check... checks) {
    return new ConfigLoader(List.of(checks))
        .load(new Invocation(file, profile, flags, environment, path));
  }

  Loaded.Ready ready() {
    Loaded loaded = load();
    if (loaded instanceof Loaded.Ready ready) {
      return ready;
    }
    throw new AssertionError(lines(loaded));
  }

  Config config() {
    return ready().config();
  }

  /** All problems on one line each, without the folder's name. */
  List<String> problems(Check... checks) {
    return lines(load(checks));
  }

  /** The origin of a key. */
  String origin(String key) {
    var place = ready().origins().of(dev.fairlead.app.config.read.KeyPath.of(key));
    return place.toString().replace(path + "/", "");
  }

  Path path(String name) {
    return path.resolve(name);
  }

  private List<String> lines(Loaded loaded) {
    return loaded.problems().stream()
        .map(Problem::toString)
        .map(line -> line.replace(path + "/", ""))
        .toList();
  }
}
