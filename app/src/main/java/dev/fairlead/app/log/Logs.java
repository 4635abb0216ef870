package dev.fairlead.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.fairlead.app.config.Logging;
import dev.fairlead.control.logs.RecentLogs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the program's own messages up as {@code logging} says. */
public final class Logs {
  private Logs() {}

  /** Before a configuration says more: warnings only, so that libraries do not chat. */
  public static void quiet() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
  }

  /**
   * Replaces whatever was set up before.
   *
   * @param recent sees every line, too
   */
  public static void set(Logging logging, RecentLogs recent) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    OutputStreamAppender<ILoggingEvent> appender = appender(logging);
    EncoderBase<ILoggingEvent> encoder = encoder(logging, context);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder((Encoder<ILoggingEvent>) encoder);
    appender.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(logging.level().name()));
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("io.avaje.jex").setLevel(Level.WARN);
    root.addAppender(appender);
    LogTap tap = new LogTap(recent);
    tap.setContext(context);
    tap.start();
    root.addAppender(tap);
  }

  private static OutputStreamAppender<ILoggingEvent> appender(Logging logging) {
    if (logging.file().isEmpty()) {
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setTarget("System.err");
      return console;
    }
    FileAppender<ILoggingEvent> file = new FileAppender<>();
    file.setFile(logging.file().get().toString());
    return file;
  }

  private static EncoderBase<ILoggingEvent> encoder(Logging logging, LoggerContext context) {
    if (logging.format() == Logging.Format.JSON) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      return json;
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %msg%n");
    text.setContext(context);
    return text;
  }
}
