package dev.fairlead.app.cli;

import dev.fairlead.app.CommandChecks;
import dev.fairlead.app.PluginChecks;
import dev.fairlead.app.RuleChecks;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.bind.Flags.Flag;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads the configuration. */
final class ConfigOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration: YAML, TOML or JSON by its ending. None is fine.")
  private @Nullable Path config;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Overlay FILE with the one for a profile: fairlead.dev.yaml for dev.")
  private @Nullable String profile;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Listen on this address (server.host).")
  private @Nullable String host;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "Listen on this port (server.port); 0 for any free one.")
  private @Nullable String port;

  static ConfigLoader loader() {
    return new ConfigLoader(List.of(new RuleChecks(), new CommandChecks(), new PluginChecks()));
  }

  Invocation invocation() {
    return invocation(config);
  }

  Invocation invocation(@Nullable Path file) {
    List<Flag> flags = new ArrayList<>();
    if (host != null) {
      flags.add(new Flag("--host", "server.host", host));
    }
    if (port != null) {
      flags.add(new Flag("--port", "server.port", port));
    }
    return Invocation.here(Optional.ofNullable(file), Optional.ofNullable(profile), flags);
  }
}
