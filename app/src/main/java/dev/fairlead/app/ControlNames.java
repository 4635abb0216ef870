package dev.fairlead.app;

import dev.fairlead.engine.message.Host;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Names under which the control plane is addressed: those that a reload may change, and loopback.
 */
record ControlNames(Reloading reloading) implements Predicate<Host> {
  private static final Set<Host> ALWAYS =
      Set.of(Host.parse("localhost"), Host.parse("127.0.0.1"), Host.parse("::1"));

  @Override
  public boolean test(Host asked) {
    return ALWAYS.contains(asked)
        || reloading.current().config().server().names().stream()
            .anyMatch(name -> Host.parse(name.name()).equals(asked));
  }
}
