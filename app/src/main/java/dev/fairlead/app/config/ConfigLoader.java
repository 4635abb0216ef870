package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Binder;
import dev.fairlead.app.config.bind.Flags;
import dev.fairlead.app.config.bind.Schema;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Shape.Section;
import dev.fairlead.app.config.bind.Variables;
import dev.fairlead.app.config.read.Documents;
import dev.fairlead.app.config.read.DotEnv;
import dev.fairlead.app.config.read.KeyPath;
import dev.fairlead.app.config.read.Node;
import dev.fairlead.app.config.read.Place;
import dev.fairlead.app.config.read.Problems;
import dev.fairlead.app.config.read.Variable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loads a configuration in one go: the file with its includes, the profile's file over it,
 * variables over both, flags over all; then records, then every rule. Bad input is an answer, never
 * an exception.
 */
public final class ConfigLoader {
  /** Short names that people expect, and the variables they stand for. */
  static final Map<String, String> SHORT_NAMES =
      Map.of(
          "PROXY_HOST", "FAIRLEAD_SERVER_HOST",
          "PROXY_PORT", "FAIRLEAD_SERVER_PORT",
          "CLI_ENABLED", "FAIRLEAD_CLI_ENABLED",
          "CLI_MAX_CONCURRENT", "FAIRLEAD_CLI_MAX_CONCURRENT",
          "LOG_LEVEL", "FAIRLEAD_LOGGING_LEVEL",
          "LOG_FORMAT", "FAIRLEAD_LOGGING_FORMAT",
          "DEFAULT_BACKEND", "FAIRLEAD_ROUTING_DEFAULT_BACKEND",
          "RATE_LIMIT_ENABLED", "FAIRLEAD_SECURITY_RATE_LIMITING_ENABLED",
          "RATE_LIMIT_RPS", "FAIRLEAD_SECURITY_RATE_LIMITING_REQUESTS_PER_SECOND");

  private static final Section SCHEMA = Schema.of(Config.class);

  private final List<Check> checks;

  /** The checks run last, on a complete configuration. */
  public ConfigLoader(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  public Loaded load(Invocation call) {
    return load(call, Optional.empty());
  }

  /** Loads as if the overlay said this already. */
  public Loaded load(Invocation call, String overlay) {
    return load(call, Optional.of(overlay));
  }

  /** The document for changes through the API; none where there is no folder for it. */
  public Optional<Overlay> overlay(Invocation call) {
    return Overlay.of(call, new Problems());
  }

  private Loaded load(Invocation call, Optional<String> draft) {
    var problems = new Problems();
    Set<Path> files = new LinkedHashSet<>();
    Node tree = tree(call, draft, problems, files);
    var binder = new Binder(SCHEMA, problems);
    Config config = binder.bind(Config.class, tree);
    var scope = new Scope(KeyPath.ROOT, binder.origins(), problems);
    checks.forEach(check -> check.check(config, scope));
    return problems.hasErrors()
        ? new Loaded.Refused(problems.inOrder(), Set.copyOf(files))
        : new Loaded.Ready(config, binder.origins(), problems.inOrder(), Set.copyOf(files));
  }

  private static Node tree(
      Invocation call, Optional<String> draft, Problems problems, Set<Path> files) {
    Optional<ConfigFile> file = ConfigFile.find(call, problems);
    Map<String, Variable> environment = environment(call, file, problems, files);
    Node documents = documents(call, file, values(environment), problems, files);
    return documents
        .overlaidWith(
            overlay(call, file, draft, new Documents(values(environment), problems), files))
        .overlaidWith(new Variables(environment, problems).tree(SCHEMA))
        .overlaidWith(Flags.tree(SCHEMA, call.flags(), problems));
  }

  private static Node documents(
      Invocation call,
      Optional<ConfigFile> file,
      Map<String, String> environment,
      Problems problems,
      Set<Path> files) {
    var documents = new Documents(environment, problems);
    Node tree = new Node.Nothing(new Place.Default());
    if (file.isPresent()) {
      tree = documents.read(file.get().path(), file.get().asked());
    } else if (call.profile().isPresent()) {
      problems.error(
          new Place.Flag("--profile"),
          KeyPath.ROOT,
          "there is no configuration file that a profile could overlay",
          "Name one with --config.");
    }
    Optional<ConfigFile> overlay =
        file.flatMap(f -> call.profile().flatMap(name -> f.overlay(name, problems)));
    if (overlay.isPresent()) {
      tree = tree.overlaidWith(documents.read(overlay.get().path(), overlay.get().asked()));
    }
    files.addAll(documents.files());
    return tree;
  }

  private static Node overlay(
      Invocation call,
      Optional<ConfigFile> file,
      Optional<String> draft,
      Documents documents,
      Set<Path> files) {
    Optional<Path> path =
        file.map(ConfigFile::path)
            .or(() -> ConfigFile.usual(call, new Problems()))
            .map(configuration -> Overlay.beside(configuration).file());
    if (path.isEmpty()) {
      return new Node.Nothing(new Place.Default());
    }
    files.add(path.get());
    if (draft.isPresent()) {
      return documents.draft(path.get(), draft.get());
    }
    return Files.exists(path.get())
        ? documents.read(path.get(), new Place.File(path.get(), 0, 0))
        : new Node.Nothing(new Place.Default());
  }

  /** The process's variables over those of the {@code .env} beside the configuration. */
  private static Map<String, Variable> environment(
      Invocation call, Optional<ConfigFile> file, Problems problems, Set<Path> files) {
    Map<String, Variable> all = new HashMap<>();
    if (file.isPresent()) {
      Path beside = file.get().path().resolveSibling(".env");
      files.add(beside);
      all.putAll(withLongNames(DotEnv.read(beside, problems)));
    }
    Map<String, Variable> own = new HashMap<>();
    call.environment()
        .forEach((name, value) -> own.put(name, new Variable(value, new Place.Env(name))));
    own.values().removeIf(variable -> variable.value().isEmpty());
    all.putAll(withLongNames(own));
    return all;
  }

  private static Map<String, Variable> withLongNames(Map<String, Variable> variables) {
    Map<String, Variable> all = new HashMap<>(variables);
    SHORT_NAMES.forEach((shortName, name) -> {
      Variable value = variables.get(shortName);
      if (value != null) {
        all.putIfAbsent(name, value);
      }
    });
    return all;
  }

  private static Map<String, String> values(Map<String, Variable> variables) {
    Map<String, String> values = new HashMap<>();
    variables.forEach((name, variable) -> values.put(name, variable.value()));
    return values;
  }
}
