package dev.fairlead.engine.routing;

import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Targets;

/** A way out that is not the direct one: a gateway, or several that share the traffic. */
public interface Exit {
  /** As the configuration calls it. */
  String name();

  /**
   * The way to a destination.
   *
   * @param destination as it would be reached directly
   * @param orDirect whether it may be reached directly if no gateway can be
   */
  Targets to(Endpoint destination, boolean orDirect);
}
