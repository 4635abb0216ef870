package dev.fairlead.app.log;

import ch.qos.logback.classic.Level;
import dev.fairlead.app.config.Logging;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one configuration logs to: opened whole, so that what can fail has not happened
 * yet when the old logs are still in force; put into force by {@link Journal#use}.
 */
public final class Logs implements AutoCloseable {
  private final List<LogFile> files = new ArrayList<>();
  private final Logging logging;
  private final Messages messages;
  private final @Nullable AccessLog access;

  private Logs(Logging logging, Losses losses) throws IOException {
    this.logging = logging;
    this.messages = new Messages(logging);
    Optional<LogFile> file = open("logging.file", logging.file());
    Optional<LogFile> errors = open("logging.error_file", logging.errorFile());
    messages.add(file.isPresent() ? file.get() : Standard.error(), Level.TRACE);
    if (errors.isPresent()) {
      messages.add(errors.get(), Level.WARN);
    }
    OutputStream lines = file.isPresent() ? file.get() : Standard.output();
    boolean json = logging.accessFormat() == Logging.Format.JSON;
    this.access = logging.access().enabled() ? new AccessLog(lines, json, losses) : null;
  }

  /**
   * Opens what the configuration names.
   *
   * @param losses where lines are counted that cannot be written
   * @throws IOException with a sentence that names file and remedy
   */
  public static Logs open(Logging logging, Losses losses) throws IOException {
    return new Logs(logging, losses);
  }

  /** Before a configuration says more: warnings only, so that libraries do not chat. */
  public static void quiet() {
    Messages.quiet();
  }

  private Optional<LogFile> open(String key, Optional<Path> path) throws IOException {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      LogFile file = new LogFile(path.get(), logging.rotate(), InstantSource.system());
      files.add(file);
      return Optional.of(file);
    } catch (IOException e) {
      closeFiles();
      throw new IOException(
          "cannot write to %s %s; create its folder, or let this user write there"
              .formatted(key, path.get()),
          e);
    }
  }

  Messages messages() {
    return messages;
  }

  @Nullable AccessLog access() {
    return access;
  }

  /** Writes what is left and closes the files. */
  @Override
  public void close() {
    if (access != null) {
      access.close();
    }
    closeFiles();
  }

  private void closeFiles() {
    for (LogFile file : files) {
      try {
        file.close();
      } catch (IOException _) {
        // What could be written has been written.
      }
    }
  }
}
