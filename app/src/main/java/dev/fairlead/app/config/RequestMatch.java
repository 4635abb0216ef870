package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Key;
import java.util.List;

/** Which requests a rule is for; of every list one must fit, an empty list asks for nothing. */
public record RequestMatch(
    @Key("Hosts: name, or *.example.com for any name below it.") List<String> hosts,
    @Key("Paths as in routing.rules; CONNECT has none.") List<String> paths,
    @Key("Request methods.") List<String> methods) {
  /** Whether it asks for nothing. */
  public boolean isEmpty() {
    return hosts.isEmpty() && paths.isEmpty() && methods.isEmpty();
  }
}
