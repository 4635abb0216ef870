package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.Host;
import java.nio.file.Path;
import java.util.Optional;

/** The control port. */
public record Control(
    @Key(value = "Whether there is a control plane.", preset = "true") boolean enabled,
    @Key(value = "Address it listens on.", preset = "127.0.0.1") Host host,
    @Key(
            value =
                "Port it listens on; when none is given 9090, or a free one where that is taken.",
            zero = "any free port",
            max = 65535)
        Optional<Integer> port,
    @Key("File that holds its token; when none is given `token` in the state folder.")
        Optional<Path> tokenFile,
    @Key(value = "Memory for the records of recent exchanges.", preset = "8MB") ByteSize history)
    implements Checked {
  /** The port that is tried when nobody chose one. */
  public static final int USUAL_PORT = 9090;

  @Override
  public void check(Scope scope) {
    if (enabled && !host.isLoopback()) {
      scope.warning(
          "host",
          "lets others reach the control plane, and the token passes in plain text",
          "Bind 127.0.0.1, or put something that speaks TLS in front.");
    }
  }
}
