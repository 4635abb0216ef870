package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Key;
import dev.fairlead.app.config.bind.Shorthand;
import dev.fairlead.app.config.bind.Written;
import java.nio.file.Path;
import java.util.Optional;

/** What is logged, where and how. */
public record Logging(
    @Key(value = "The least important level that is logged.", preset = "info") Level level,
    @Key(value = "Text for people or JSON lines for programs.", preset = "text") Format format,
    @Key("File to log to, instead of standard output.") Optional<Path> file,
    @Key("One line per exchange; true and false stand for enabled.") Access access) {

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

  /** The access log. */
  @Shorthand("enabled")
  public record Access(
      @Key(value = "Whether exchanges are logged.", preset = "true") boolean enabled,
      @Key("Another format than logging.format.") Optional<Format> format) {}

  /** The format of access lines. */
  public Format accessFormat() {
    return access.format().orElse(format);
  }
}
