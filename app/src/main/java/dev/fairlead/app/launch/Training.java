package dev.fairlead.app.launch;

import dev.fairlead.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The program that the launcher runs once per build to make the start-up cache: it serves as a user
 * would, on loopback alone, sends itself a few requests through every door, and leaves by an
 * ordinary exit, at which the JVM writes down what it loaded, linked and profiled.
 */
public final class Training {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ROUNDS = 50;
  private static final String CONFIG = "fairlead.yaml";

  private Training() {}

  /**
   * Always ends the JVM: with 0 when every request was answered, else with 1, which costs nothing
   * but the profile.
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("fairlead-training");
    folder.toFile().deleteOnExit(); // The program may end the JVM before the rehearsal tidies up.
    folder.resolve(CONFIG).toFile().deleteOnExit();
    boolean answered = rehearse(Main::main, folder);
    System.exit(answered ? 0 : 1);
  }

  /**
   * Runs the program's {@code serve} on a thread of its own and works it; false when it did not
   * answer in time.
   */
  static boolean rehearse(Consumer<String[]> program, Path folder) throws IOException {
    try (var origin = new TrainingOrigin()) {
      int port = TrainingOrigin.freePort();
      Path config = Files.writeString(folder.resolve(CONFIG), configuration(origin.port()));
      Thread.ofPlatform()
          .daemon()
          .name("training")
          .start(() -> program.accept(serve(config, port).toArray(String[]::new)));
      return new TrainingClient(port, origin.port()).work(ROUNDS, PATIENCE);
    } finally {
      Files.deleteIfExists(folder.resolve(CONFIG));
      Files.deleteIfExists(folder);
    }
  }

  private static List<String> serve(Path config, int port) {
    return List.of(
        "serve",
        "--config",
        config.toString(),
        "--host",
        "127.0.0.1",
        "--port",
        String.valueOf(port));
  }

  private static String configuration(int origin) {
    return """
    egress:
      connect_ports: [%1$d]
      guard: {private_addresses: deny, allow: ["127.0.0.1"]}
    routing:
      rules:
        - match: {host: training.example}
          forward: {target: "http://127.0.0.1:%1$d"}
    logging: {level: warn, access: false}
    control: {enabled: false}
    """
        .formatted(origin);
  }
}
