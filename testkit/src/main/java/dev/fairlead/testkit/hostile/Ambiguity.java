package dev.fairlead.testkit.hostile;

import java.io.Serial;

/** Bytes that two parsers could read differently. */
final class Ambiguity extends Exception {
  @Serial private static final long serialVersionUID = 1;

  Ambiguity(String what) {
    super(what);
  }
}
