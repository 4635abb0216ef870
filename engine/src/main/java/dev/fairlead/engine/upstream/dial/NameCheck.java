package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Host;
import org.jspecify.annotations.Nullable;

/**
 * Judges the names that a host turns out to be an alias of, so that a refused name cannot be
 * reached under another. Asked for every dial that resolves, also when the answer was remembered;
 * never for destinations that the configuration names. Thread-safe, never blocks.
 */
@FunctionalInterface
public interface NameCheck {
  /** Nothing against any name. */
  NameCheck NONE = (_, _) -> null;

  /**
   * Judges one name.
   *
   * @param asked the host that is to be reached
   * @param alias what it stands for, in lower case without the last dot, as DNS gave it
   * @return why the host may not be reached, or null
   */
  @Nullable Failure refusal(Host asked, String alias);
}
