package dev.fairlead.app.launch;

import dev.fairlead.app.launch.ReadmeExamples.Example;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the examples of a page as a reader would, in a folder with the page's files, after swapping
 * the page's literal addresses ({@code 127.0.0.1:8080}, {@code http://example.com}) for those of
 * the test.
 *
 * @param literals what stands on the page to what stands for it here; longer ones are swapped first
 * @param environment variables added to this process's own
 */
record ExampleRunner(
    Path folder, Map<String, String> literals, Map<String, String> environment, Duration limit) {

  ExampleRunner {
    literals = Map.copyOf(literals);
    environment = Map.copyOf(environment);
  }

  /** What a script left behind: its exit code, and both its streams as one text. */
  record Outcome(int exit, String output) {

    /**
     * The first expected line that the output lacks, or an empty text when it has them all in
     * order.
     */
    String missing(List<String> expected) {
      Iterator<String> lines = output.lines().iterator();
      for (String line : expected) {
        Pattern pattern = Pattern.compile(Pattern.quote(line).replace("…", "\\E.*\\Q"));
        boolean found = false;
        while (!found && lines.hasNext()) found = pattern.matcher(lines.next()).matches();
        if (!found) return line;
      }
      return "";
    }
  }

  /** Writes the page's files, swapped like its scripts. */
  void write(Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), swap(file.getValue()));
    }
  }

  /** Runs one script to its end, or kills it at the limit and reports exit code -1. */
  Outcome run(Example example) throws IOException, InterruptedException {
    Path output = folder.resolve(example.name() + ".out");
    Process process = launch(example, output);
    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) end(process);
    return new Outcome(ended ? process.exitValue() : -1, Files.readString(output));
  }

  /** Starts a daemon; closing it asks it to end and waits for that. */
  Daemon start(Example example) throws IOException {
    Path output = folder.resolve(example.name() + ".out");
    return new Daemon(launch(example, output), output);
  }

  /** A program of the page that runs in the background. */
  record Daemon(Process process, Path output) implements AutoCloseable {
    @Override
    public void close() {
      end(process);
    }
  }

  /** The text with every literal of the page replaced, in one pass from left to right. */
  String swap(String text) {
    List<String> keys =
        literals.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    if (keys.isEmpty()) return text;
    String any = String.join("|", keys.stream().map(Pattern::quote).toList());
    return Pattern.compile(any)
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(literals.get(found.group())));
  }

  private Process launch(Example example, Path output) throws IOException {
    // Replaced by its last command where the shell does so, so that signals arrive where they
    // should.
    String script = example.daemon() ? "exec " + swap(example.script()) : swap(example.script());
    Path file = Files.writeString(folder.resolve(example.name() + ".sh"), script);
    ProcessBuilder builder = new ProcessBuilder("sh", "-e", file.toString());
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectInput(new File("/dev/null")).redirectOutput(output.toFile());
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    try {
      if (process.waitFor(10, TimeUnit.SECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
