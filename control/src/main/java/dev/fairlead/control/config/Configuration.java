package dev.fairlead.control.config;

import tools.jackson.databind.JsonNode;

/** The configuration in force. */
public interface Configuration {
  /** Every value and its origin, secrets masked; sent as JSON. */
  Object view();

  /** Reads it again, and uses it if it is good. */
  Outcome reload();

  /**
   * Lays a merge patch (RFC 7396) on what was patched before; null takes a key back to what files
   * say. Either everything of it is in force and kept for the next start, or nothing has changed.
   */
  Outcome patch(JsonNode patch);
}
