package dev.fairlead.filters.authentication;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a client presents in {@code Proxy-Authorization}.
 *
 * @param user of Basic (RFC 7617), empty for Bearer (RFC 6750)
 */
record Presented(boolean bearer, String user, String secret) {
  /** Reads the field, or returns null if it is of neither scheme. */
  static @Nullable Presented read(String field) {
    int space = field.indexOf(' ');
    if (space < 0) {
      return null;
    }
    String scheme = field.substring(0, space);
    String rest = field.substring(space + 1).strip();
    if (scheme.equalsIgnoreCase("Bearer")) {
      return new Presented(true, "", rest);
    }
    return scheme.equalsIgnoreCase("Basic") ? basic(rest) : null;
  }

  private static @Nullable Presented basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? null
          : new Presented(false, pair.substring(0, colon), pair.substring(colon + 1));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "****";
  }
}
