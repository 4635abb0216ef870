package dev.fairlead.control.web;

import io.avaje.jex.security.Role;

/** Who may call a route; without one of these it is the bearer of the token. */
public enum Access implements Role {
  /** Clients on this machine need no token. */
  OPEN_ON_LOOPBACK,
  /** Nobody needs one: it holds nothing but what the program ships with. */
  PUBLIC
}
