package dev.fairlead.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.fairlead.control.logs.LogLine;
import dev.fairlead.control.logs.RecentLogs;
import dev.fairlead.control.web.Times;
import org.jspecify.annotations.Nullable;

/** Lets the control plane see what the program says. */
final class LogTap extends AppenderBase<ILoggingEvent> {
  private final RecentLogs recent;

  LogTap(RecentLogs recent) {
    this.recent = recent;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String logger = event.getLoggerName();
    recent.add(
        new LogLine(
            Times.text(event.getTimeStamp()),
            LogLine.Level.valueOf(event.getLevel().toString()),
            logger.substring(logger.lastIndexOf('.') + 1),
            event.getFormattedMessage(),
            error(event.getThrowableProxy())));
  }

  private static @Nullable String error(@Nullable IThrowableProxy thrown) {
    return thrown == null ? null : thrown.getClassName() + ": " + thrown.getMessage();
  }
}
