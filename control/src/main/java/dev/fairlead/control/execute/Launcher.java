package dev.fairlead.control.execute;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts programs: no shell, a session of their own, and nothing of our environment. */
final class Launcher {
  private static final File NOTHING = new File("/dev/null");
  private static final Optional<Path> SETSID =
      Stream.of(
              "/usr/bin/setsid",
              "/bin/setsid",
              "/usr/local/bin/setsid",
              "/opt/homebrew/opt/util-linux/bin/setsid",
              "/usr/local/opt/util-linux/bin/setsid")
          .map(Path::of)
          .filter(Files::isExecutable)
          .findFirst();

  private Launcher() {}

  /** A process and our ends of its pipes. */
  record Started(Process process, FileChannel stdin, FileChannel stdout, FileChannel stderr) {
    /** Wakes whoever waits in one of the pipes. */
    void closePipes() {
      for (FileChannel pipe : List.of(stdin, stdout, stderr)) {
        try {
          pipe.close();
        } catch (IOException _) {
          // It is closed all the same.
        }
      }
    }
  }

  /** Starts a command whose arguments were judged before. Not on a virtual thread. */
  static Started start(AllowedCommand command, ExecuteRequest request, Surroundings surroundings)
      throws Refusal {
    try (Pipe in = new Pipe();
        Pipe out = new Pipe();
        Pipe err = new Pipe()) {
      ProcessBuilder builder = builder(command, request, surroundings);
      builder.redirectInput(request.stdin().length == 0 ? NOTHING : in.readEnd());
      builder.redirectOutput(out.writeEnd()).redirectError(err.writeEnd());
      return start(builder, in, out, err);
    } catch (IOException e) {
      throw Refusal.cannotStart(
          "the process cannot be started: " + e.getMessage(), "See what the system lacks.");
    }
  }

  private static Started start(ProcessBuilder builder, Pipe in, Pipe out, Pipe err)
      throws IOException {
    List<FileChannel> ends = new ArrayList<>();
    try {
      ends.add(in.writer());
      ends.add(out.reader());
      ends.add(err.reader());
      return new Started(builder.start(), ends.get(0), ends.get(1), ends.get(2));
    } catch (IOException e) {
      for (FileChannel end : ends) {
        end.close();
      }
      throw e;
    }
  }

  private static ProcessBuilder builder(
      AllowedCommand command, ExecuteRequest request, Surroundings surroundings) throws Refusal {
    Path folder = surroundings.folder();
    if (!Files.isDirectory(folder)) {
      throw Refusal.cannotStart(
          folder + " is no folder to run in", "Create it, or correct cli.working_directory.");
    }
    if (!Files.isExecutable(command.path()) || Files.isDirectory(command.path())) {
      throw Refusal.cannotStart(
          command.path() + " is not a program that this user may execute",
          "Install it, or correct cli.allowed_commands.");
    }
    List<String> line = new ArrayList<>();
    line.add(setsid().toString());
    line.add(command.path().toString());
    line.addAll(request.args());
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    surroundings.replace(builder.environment());
    return builder;
  }

  private static Path setsid() throws Refusal {
    return SETSID.orElseThrow(() ->
        Refusal.cannotStart(
            "setsid is not installed, without which a command's children cannot be ended",
            "Install util-linux (Debian: apt install util-linux, macOS: brew install util-linux)"
                + " and start Fairlead again."));
  }
}
