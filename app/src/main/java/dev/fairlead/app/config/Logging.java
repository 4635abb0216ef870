package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Checked;
import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Scope;
import dev.fairlead.app.config.bind.Shorthand;
import dev.fairlead.app.config.bind.Written;
import dev.fairlead.app.config.unit.ByteSize;
import java.nio.file.Path;
import java.util.Optional;

/** What is logged, where and how. */
public record Logging(
    @Key(value = "The least important level that is logged.", preset = "info") Level level,
    @Key(value = "Text for people or JSON lines for programs.", preset = "text") Format format,
    @Key("File to log to, instead of standard output.") Optional<Path> file,
    @Key("A further file, for warnings and errors alone.") Optional<Path> errorFile,
    @Key("When a log file is put aside, and how many of those are kept.") Rotate rotate,
    @Key("One line per exchange; true and false stand for enabled.") Access access)
    implements Checked {

  /** How important a line is. */
  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    @Written({"warn", "warning"})
    WARN,
    ERROR
  }

  /** How a line looks. */
  public enum Format {
    TEXT,
    JSON
  }

  /** How log files are kept from growing; holds for each file alone. */
  public record Rotate(
      @Key(value = "Largest file.", preset = "100MB", zero = "no limit") ByteSize size,
      @Key(
              value = "Days in one file, ending at midnight UTC.",
              preset = "1",
              zero = "no limit",
              max = 366)
          int days,
      @Key(
              value = "Files put aside that are kept; the oldest go first.",
              preset = "14",
              zero = "none",
              max = 10_000)
          int keep) {}

  /** The access log. */
  @Shorthand("enabled")
  public record Access(
      @Key(value = "Whether exchanges are logged.", preset = "true") boolean enabled,
      @Key("Another format than logging.format.") Optional<Format> format) {}

  @Override
  public void check(Scope scope) {
    if (file.isPresent() && file.equals(errorFile)) {
      scope.error(
          "error_file",
          "is logging.file as well",
          "Leave logging.error_file out, or name another.");
    }
  }

  /** The format of access lines. */
  public Format accessFormat() {
    return access.format().orElse(format);
  }
}
