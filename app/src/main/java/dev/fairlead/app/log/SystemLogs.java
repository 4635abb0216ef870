package dev.fairlead.app.log;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the JDK and its friends have to say into the one log that there is. */
public final class SystemLogs extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Bridge(LoggerFactory.getLogger(name));
  }

  private record Bridge(Logger target) implements System.Logger {
    @Override
    public String getName() {
      return target.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
      return level != Level.OFF && target.isEnabledForLevel(level(level));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        target.atLevel(level(level)).setCause(thrown).log(String.valueOf(message));
      }
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      if (isLoggable(level)) {
        boolean plain = format == null || parameters == null || parameters.length == 0;
        target
            .atLevel(level(level))
            .log(plain ? String.valueOf(format) : MessageFormat.format(format, parameters));
      }
    }

    private static org.slf4j.event.Level level(Level level) {
      return switch (level) {
        case ALL, TRACE -> org.slf4j.event.Level.TRACE;
        case DEBUG -> org.slf4j.event.Level.DEBUG;
        case INFO -> org.slf4j.event.Level.INFO;
        case WARNING -> org.slf4j.event.Level.WARN;
        case ERROR, OFF -> org.slf4j.event.Level.ERROR;
      };
    }
  }
}
