package dev.fairlead.app.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs while somebody listens. */
final class Heard {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  private Heard(Logger logger) {
    this.logger = logger;
  }

  static Heard of(Class<?> type) {
    return new Heard((Logger) LoggerFactory.getLogger(type));
  }

  void listen() {
    events.start();
    logger.addAppender(events);
  }

  void stop() {
    logger.detachAppender(events);
  }

  List<String> messages() {
    return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
