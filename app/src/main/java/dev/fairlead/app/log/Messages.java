package dev.fairlead.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.fairlead.app.config.Logging;
import dev.fairlead.control.logs.RecentLogs;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program's own messages, set up as {@code logging} says and ready to be put into force. */
final class Messages {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logging logging;
  private final List<Appender<ILoggingEvent>> appenders = new ArrayList<>();

  Messages(Logging logging) {
    this.logging = logging;
  }

  /** Writes them there, from that level on; where that fails, to standard error. */
  void add(OutputStream target, Level least) {
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    ThresholdFilter threshold = new ThresholdFilter();
    threshold.setLevel(least.levelStr);
    threshold.start();
    appender.addFilter(threshold);
    appender.setContext(context);
    appender.setEncoder(encoder());
    appender.setOutputStream(new Unfailing(target));
    appender.start();
    appenders.add(appender);
  }

  /** Lets the control plane see them, too. */
  void tap(RecentLogs recent) {
    LogTap tap = new LogTap(recent);
    tap.setContext(context);
    tap.start();
    appenders.add(tap);
  }

  private Encoder<ILoggingEvent> encoder() {
    EncoderBase<ILoggingEvent> encoder = logging.format() == Logging.Format.JSON ? json() : text();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static EncoderBase<ILoggingEvent> json() {
    return new JsonEncoder();
  }

  private static EncoderBase<ILoggingEvent> text() {
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %msg%n");
    return text;
  }

  /** Replaces whatever was in force; no message is lost meanwhile. */
  void use() {
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    List<Appender<ILoggingEvent>> before = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(before::add);
    root.setLevel(Level.valueOf(logging.level().name()));
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("io.avaje.jex").setLevel(Level.WARN);
    appenders.forEach(root::addAppender);
    before.forEach(root::detachAppender);
    before.forEach(Appender::stop);
  }

  /** Before a configuration says more: warnings only, so that libraries do not chat. */
  static void quiet() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
  }
}
