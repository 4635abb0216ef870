package dev.fairlead.filters.authentication;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Credentials as clients send them. */
final class Basic {
  private Basic() {}

  /** A {@code Proxy-Authorization} field for {@code user:password}. */
  static String of(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
