package dev.fairlead.engine.upstream.balance;

import java.time.Duration;

/**
 * A cookie that brings a client back to the target that answered it first.
 *
 * @param cookie its name
 * @param maxAge how long the client keeps it; zero for as long as its session
 * @param secure whether it is for https only
 * @param sameSite {@code Lax}, {@code Strict} or {@code None}
 */
public record Sticky(String cookie, Duration maxAge, boolean secure, String sameSite) {
  /** The value of the {@code Set-Cookie} field that points to a target. */
  String setCookie(String token) {
    return cookie
        + "="
        + token
        + "; Path=/"
        + (maxAge.isZero() ? "" : "; Max-Age=" + maxAge.toSeconds())
        + "; HttpOnly; SameSite="
        + sameSite
        + (secure ? "; Secure" : "");
  }
}
