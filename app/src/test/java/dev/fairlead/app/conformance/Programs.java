package dev.fairlead.app.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Programs of others: where they are, and what they say when they are run. */
final class Programs {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private Programs() {}

  /** What a program left behind: its exit status and everything it printed. */
  record Result(int status, String output) {
    /** The output of a program that must have succeeded. */
    String succeeded() {
      assertThat(status).as(output).isZero();
      return output;
    }
  }

  /** The path of an installed program; without it the test is skipped, and says why. */
  static String find(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return file.toString();
      }
    }
    assumeThat(name).as(name + " is not installed").isEmpty();
    throw new AssertionError("unreachable");
  }

  /** The npm packages of {@code .ci/npm}; without them the test is skipped, and says why. */
  static Path nodeModules() {
    String folder = System.getenv("FAIRLEAD_NODE_MODULES");
    assumeThat(folder).as("FAIRLEAD_NODE_MODULES names no folder").isNotBlank();
    return Path.of(folder);
  }

  /** Runs to the end in the folder. */
  static Result run(Path folder, List<String> command) throws IOException, InterruptedException {
    return run(folder, Map.of(), command);
  }

  /** The same with variables added to the environment, from which every proxy is removed. */
  static Result run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = start(folder, output, environment, command);
    try {
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as(String.join(" ", command) + " ends")
          .isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), Files.readString(output, UTF_8));
  }

  static Process start(
      Path folder, Path output, Map<String, String> environment, List<String> command)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** A command that runs a class of this class path in a JVM of its own. */
  static List<String> java(List<String> options, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The folder that holds {@code docs/conformance.md}. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/conformance.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "the project's folder");
    }
    return folder;
  }
}
