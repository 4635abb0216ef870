package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Written;

/** On, off, or whatever fits the rest of the configuration. */
public enum Toggle {
  AUTO,
  @Written("true")
  ON,
  @Written("false")
  OFF
}
