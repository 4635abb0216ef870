package dev.fairlead.app.conformance;

import dev.fairlead.app.RuleChecks;
import dev.fairlead.app.Running;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole program inside the test's JVM, started from a configuration file as users write it. */
final class InProcess implements AutoCloseable {
  /** Loopback destinations are reachable, and nothing is written to the test's output. */
  static final String OPEN =
      """
      egress: {connect_ports: any, guard: {private_addresses: allow}}
      logging: {level: warn, access: {enabled: false}}
      """;

  private final Running running;

  private InProcess(Running running) {
    this.running = running;
  }

  /** Serves on a free port of loopback; the text must not have a {@code server.port}. */
  static InProcess start(Path folder, String yaml) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "fairlead", ".yaml"), OPEN + yaml);
    var call =
        new Invocation(
            Optional.of(file),
            Optional.empty(),
            List.of(),
            Map.of("FAIRLEAD_SERVER_PORT", "0", "FAIRLEAD_CONTROL_ENABLED", "false"),
            folder);
    var loader = new ConfigLoader(List.of(new RuleChecks()));
    return switch (loader.load(call)) {
      case Loaded.Ready ready -> new InProcess(Running.start(loader, call, ready));
      case Loaded.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  int port() {
    return running.addresses().getFirst().getPort();
  }

  String authority() {
    return "127.0.0.1:" + port();
  }

  @Override
  public void close() {
    running.close();
  }
}
