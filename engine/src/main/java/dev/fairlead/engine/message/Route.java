package dev.fairlead.engine.message;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where an exchange goes, and which rule said so. */
public sealed interface Route {
  Door door();

  /** The rule that decided, in the operator's words; shown in logs and by {@code explain}. */
  String rule();

  /**
   * To an upstream.
   *
   * @param targets where to; each attempt is given one of them
   * @param rewrite what a reverse rule changes, or null
   * @param firstByte how long the response head (and any silence in a response) may take
   * @param bodyLimit bytes of request body, {@link Long#MAX_VALUE} for no limit
   */
  record Forward(
      Door door,
      String rule,
      Targets targets,
      @Nullable Rewrite rewrite,
      Duration firstByte,
      long bodyLimit)
      implements Route {}

  /**
   * What a reverse rule changes in a request.
   *
   * @param stripPrefix removed from the path, or empty
   * @param basePath put before the path, without a final slash, or empty
   * @param preserveHost whether the backend sees the client's Host
   */
  record Rewrite(String stripPrefix, String basePath, boolean preserveHost) {}

  /** To Fairlead itself. The service must not block. */
  record Local(String rule, Function<RequestHead, Answer> service) implements Route {
    @Override
    public Door door() {
      return Door.LOCAL;
    }
  }

  /** Nowhere. */
  record Refused(Door door, String rule, Failure failure) implements Route {}
}
