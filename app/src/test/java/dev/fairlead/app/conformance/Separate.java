package dev.fairlead.app.conformance;

import dev.fairlead.testkit.Eventually;
import dev.fairlead.testkit.FreePort;
import dev.fairlead.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole program in a process of its own, with the JVM options that the launcher gives it. */
final class Separate implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xms64m",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Dio.netty.allocator.type=pooled",
          "-Dio.netty.leakDetection.level=simple");

  private final Process process;
  private final Path output;
  private final int port;

  private Separate(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  static Separate start(Path folder, String yaml) throws IOException {
    int port = FreePort.next();
    Path file = folder.resolve("fairlead.yaml");
    Files.writeString(file, InProcess.OPEN + yaml);
    Path output = folder.resolve("fairlead.log");
    List<String> command =
        Programs.java(
            OPTIONS,
            "dev.fairlead.app.Main",
            "serve",
            "--config",
            file.toString(),
            "--port",
            String.valueOf(port));
    var started = new Separate(Programs.start(folder, output, Map.of(), command), output, port);
    Eventually.until(
        "Fairlead answers",
        START,
        () -> {
          try (var client = RawClient.connect(port)) {
            return client.exchange("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").status()
                == 200;
          }
        });
    return started;
  }

  int port() {
    return port;
  }

  /** Memory that the process holds, from /proc, in MiB. */
  long residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Everything it printed, leak reports among it. */
  String output() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
