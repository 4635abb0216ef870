package dev.fairlead.engine.flow;

import java.util.Map;

/**
 * Makes a log sink of a plug-in. Found by {@link java.util.ServiceLoader}, so it has a public
 * constructor without parameters and is named in {@code META-INF/services}.
 */
public interface LogSinkFactory {
  /** The sink's name in the configuration and in metrics: one word in lower case. */
  String name();

  /**
   * Makes the sink, and opens nothing yet: it is also made to check a configuration.
   *
   * @param settings as the configuration has them
   * @throws IllegalArgumentException with a sentence for the operator, if they are no good
   */
  LogSink create(Map<String, String> settings);
}
