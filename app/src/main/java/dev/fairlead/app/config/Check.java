package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Scope;

/** A rule that only another part of Fairlead can judge, such as whether egress rules compile. */
@FunctionalInterface
public interface Check {
  /** Reports what is wrong by key, such as {@code egress.rules[2]}. */
  void check(Config config, Scope scope);
}
