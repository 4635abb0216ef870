package dev.fairlead.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * Host and optional port as they stand in a request target, {@code Host} or {@code :authority}.
 * Immutable; keeps its text, because a kept connection asks for the same one again and again.
 */
public final class Authority {
  private final Host host;
  private final int port;
  private @Nullable String text;

  /**
   * @param port 1..65535, or -1 where none was written
   */
  public Authority(Host host, int port) {
    this.host = host;
    this.port = port;
  }

  public Host host() {
    return host;
  }

  /** 1..65535, or -1 where none was written. */
  public int port() {
    return port;
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [v6]:port}. User information is refused, and so
   * are an empty port (legal in RFC 3986 §3.2.3, but nobody means it) and IPv6 without brackets.
   *
   * @throws IllegalArgumentException naming what is wrong, in words fit for the client
   */
  public static Authority parse(String text) {
    if (text.indexOf('@') >= 0) {
      throw new IllegalArgumentException("user information is not allowed before the host");
    }
    int colon = text.indexOf(':', text.lastIndexOf(']') + 1);
    if (colon < 0) {
      return new Authority(Host.parse(text), -1);
    }
    if (text.indexOf(':', colon + 1) >= 0) {
      throw new IllegalArgumentException(
          "the host has more than one colon; write an IPv6 address in brackets");
    }
    return new Authority(Host.parse(text.substring(0, colon)), port(text, colon + 1));
  }

  /** The port, or the one given where none was written. */
  public int portOr(int fallback) {
    return port < 0 ? fallback : port;
  }

  private static int port(String text, int from) {
    int port = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      port = AddressText.isDigit(c) && i < from + 5 ? port * 10 + c - '0' : 1 << 20;
      if (port > 65535) {
        break;
      }
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          from == text.length()
              ? "the port after the colon is missing"
              : "the port is not a number from 1 to 65535");
    }
    return port;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Authority that && that.port == port && that.host.equals(host);
  }

  @Override
  public int hashCode() {
    return host.hashCode() * 31 + port;
  }

  @Override
  public String toString() {
    String known = text;
    if (known == null) {
      known = port < 0 ? host.uriText() : host.uriText() + ":" + port;
      text = known;
    }
    return known;
  }
}
