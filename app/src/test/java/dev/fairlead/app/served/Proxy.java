package dev.fairlead.app.served;

import dev.fairlead.app.PluginChecks;
import dev.fairlead.app.RuleChecks;
import dev.fairlead.app.Running;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.config.bind.Flags.Flag;
import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.RawClient;
import dev.fairlead.testkit.RawResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fairlead on a free port, configured by {@code fairlead.yaml} in a folder, logging beside it. */
final class Proxy implements AutoCloseable {
  /** Lets tests reach what stands on loopback, on any port. */
  static final String OPEN =
      "egress: {guard: {private_addresses: allow}, connect_ports: [\"1-65535\"]}\n";

  private final Path folder;
  private final Running running;

  private Proxy(Path folder, Running running) {
    this.folder = folder;
    this.running = running;
  }

  static Proxy start(Path folder, String yaml) throws IOException {
    write(folder, "fairlead.yaml", yaml);
    return start(folder);
  }

  /** With the files that are there. */
  static Proxy start(Path folder) throws IOException {
    return start(folder, List.of(new Flag("--port", "server.port", "0")));
  }

  static Proxy start(Path folder, List<Flag> flags) throws IOException {
    Invocation call =
        new Invocation(
            Optional.of(Path.of("fairlead.yaml")),
            Optional.empty(),
            flags,
            Map.of(
                "FAIRLEAD_LOGGING_FILE", folder.resolve("fairlead.log").toString(),
                "FAIRLEAD_CONTROL_PORT", "0",
                "XDG_STATE_HOME", folder.resolve("state").toString()),
            folder);
    ConfigLoader loader = new ConfigLoader(List.of(new RuleChecks(), new PluginChecks()));
    Loaded loaded = loader.load(call);
    if (!(loaded instanceof Loaded.Ready ready)) {
      throw new IllegalArgumentException(loaded.problems().toString());
    }
    return new Proxy(folder, Running.start(loader, call, ready));
  }

  /** Writes a file that only its owner can read. */
  static void write(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** Changes the configuration and waits until that was noticed, for better or worse. */
  void change(String yaml) throws IOException {
    long before = reloads();
    write(folder, "fairlead.yaml", yaml);
    Eventually.until("reloaded", () -> reloads() > before);
  }

  /** How often a reload was tried so far. */
  long reloads() {
    return log().lines().filter(line -> line.contains("reloaded")).count();
  }

  Running running() {
    return running;
  }

  int port() {
    return running.addresses().getFirst().getPort();
  }

  int controlPort() {
    return running.controlAddress().orElseThrow().getPort();
  }

  /** The token of the control plane. */
  String token() throws IOException {
    return Files.readString(folder.resolve("state/fairlead/token")).strip();
  }

  /** Asks the control port as an operator would; {@code line} such as {@code GET /api/config}. */
  RawResponse control(String line, String body, String... fields) throws IOException {
    String content =
        body.isEmpty()
            ? ""
            : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    try (RawClient client = RawClient.connect(controlPort())) {
      return client.exchange(
          line
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + token()
              + "\r\n"
              + more
              + content
              + "\r\n"
              + body);
    }
  }

  RawClient connect() throws IOException {
    return RawClient.connect(port());
  }

  /** Sends one request on a connection of its own; {@code lines} without the line ends. */
  RawResponse ask(String... lines) throws IOException {
    try (RawClient client = connect()) {
      return client.exchange(text(lines));
    }
  }

  static String text(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** A tunnel to the authority, granted. */
  RawClient tunnel(String authority) throws IOException {
    RawClient client = connect();
    RawResponse answer =
        client.exchange(text("CONNECT " + authority + " HTTP/1.1", "Host: " + authority));
    if (answer.status() != 200) {
      throw new IOException("no tunnel: " + answer.status() + " " + answer.text());
    }
    return client;
  }

  /** Everything logged so far: messages and access lines. */
  String log() {
    try {
      Path file = folder.resolve("fairlead.log");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Waits until a logged line contains the text, and returns that line. */
  String logged(String text) {
    Eventually.until("a log line with " + text, () -> log().contains(text));
    return log().lines().filter(line -> line.contains(text)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    running.close();
  }
}
