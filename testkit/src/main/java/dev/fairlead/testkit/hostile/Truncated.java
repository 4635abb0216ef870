package dev.fairlead.testkit.hostile;

import java.io.Serial;

/** A message whose end has not arrived; whoever reads it waits and acts on nothing. */
final class Truncated extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Truncated() {
    super("the message is not complete");
  }
}
