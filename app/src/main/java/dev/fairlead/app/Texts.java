package dev.fairlead.app;

import dev.fairlead.engine.message.CidrSet;
import java.util.Collection;
import java.util.List;

/** Lists of the configuration as the engine's compilers read them: each value as it is written. */
final class Texts {
  private Texts() {}

  static List<String> of(Collection<?> values) {
    return values.stream().map(Object::toString).toList();
  }

  static CidrSet cidrs(Collection<?> ranges) {
    return CidrSet.parse(of(ranges));
  }
}
