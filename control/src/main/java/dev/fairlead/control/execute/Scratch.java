package dev.fairlead.control.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that processes share when the operator names none: private, and gone afterwards. */
final class Scratch implements AutoCloseable {
  // Guarded by this.
  private @Nullable Path folder;

  Surroundings surroundings(ExecuteSettings settings) throws IOException {
    Path chosen = settings.workingDirectory().orElse(null);
    return new Surroundings(chosen == null ? folder() : chosen, settings.environment());
  }

  private synchronized Path folder() throws IOException {
    Path made = folder;
    if (made == null || !Files.isDirectory(made)) {
      made = Files.createTempDirectory("fairlead-execute-");
      folder = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException _) {
      // What a process made unreadable stays where temporary files are.
    }
    folder = null;
  }
}
