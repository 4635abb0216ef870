package dev.fairlead.control.execute;

import io.avaje.jex.security.Role;

/** Marks a route that is never open, whatever the bind address and the rest of the settings. */
public enum TokenRequired implements Role {
  ALWAYS
}
