package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which hosts may be reached through the forward door and tunnels, by name. */
public record Filtering(
    @Key(value = "Whether any of it applies.", preset = "true") boolean enabled,
    @Key(
            value = "blocklist refuses what is listed, allowlist all that is not.",
            preset = "blocklist")
        Mode mode,
    @Key("The hosts.") Domains domains)
    implements Checked {

  /** What being listed means. */
  public enum Mode {
    BLOCKLIST,
    ALLOWLIST
  }

  /** How the lines of a list are read. */
  public enum Format {
    AUTO,
    HOSTS,
    DOMAINS,
    ADBLOCK
  }

  /** The hosts. */
  public record Domains(
      @Key("Hosts that are refused: example.com is itself, *.example.com all names below it.")
          List<String> blocked,
      @Key("Hosts that may be reached, written alike; in a blocklist they beat what is blocked.")
          List<String> allowed,
      @Key("Files with many names; read again when they change.") List<Names> lists)
      implements Checked {
    @Override
    public void check(Scope scope) {
      if (scope.isBroken("lists")) {
        return;
      }
      Map<String, String> names = new HashMap<>();
      for (int i = 0; i < lists.size(); i++) {
        scope.unique(names, lists.get(i).name(), "lists[" + i + "].name");
      }
    }
  }

  /** A list in a file. */
  public record Names(
      @Key("Under which refusals speak of it.") String name,
      @Key("Its file.") Path path,
      @Key(
              value = "hosts, domains or adblock lines; auto takes each as what it looks like.",
              preset = "auto")
          Format format) {}

  @Override
  public void check(Scope scope) {
    if (!enabled) {
      return;
    }
    for (int i = 0; i < domains.lists().size(); i++) {
      String key = "domains.lists[" + i + "].path";
      KeyFiles.readable(scope, key, Optional.of(domains.lists().get(i).path()));
    }
    boolean nothing = domains.allowed().isEmpty() && domains.lists().isEmpty();
    if (mode == Mode.ALLOWLIST && nothing && !scope.isBroken("domains")) {
      scope.error(
          "mode",
          "is allowlist, but nothing is allowed, so no host could be reached",
          "List hosts in security.filtering.domains.allowed, or write blocklist.");
    }
  }
}
