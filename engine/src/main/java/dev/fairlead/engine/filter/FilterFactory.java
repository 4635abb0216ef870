package dev.fairlead.engine.filter;

import java.util.Map;

/**
 * Makes a filter of a plug-in. Found by {@link java.util.ServiceLoader}, so it has a public
 * constructor without parameters and is named in {@code META-INF/services}.
 */
public interface FilterFactory {
  /** The filter's name in the configuration and everywhere else: one word in lower case. */
  String name();

  /**
   * Makes the filter, and nothing else: it is also made to check a configuration, and then thrown
   * away. One that is {@link AutoCloseable} is closed some time after its last exchange has ended.
   *
   * @param settings as the configuration has them
   * @throws IllegalArgumentException with a sentence for the operator, if they are no good
   */
  Filter create(Map<String, String> settings);
}
