package dev.fairlead.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * A kind of upstream connection: connections to equal endpoints are interchangeable, so this is
 * what a pool keys by.
 *
 * @param host of the origin
 * @param port of the origin, 1..65535
 * @param tls whether Fairlead makes a TLS connection to the origin and verifies it
 * @param gateway through which, or null for a direct connection
 * @param use what will be spoken on it
 * @param named whether the configuration names this destination, so that the address guard does not
 *     apply
 */
public record Endpoint(
    Host host, int port, boolean tls, @Nullable Gateway gateway, Use use, boolean named) {
  /** What follows once the connection stands. */
  public enum Use {
    /** HTTP exchanges, pooled. */
    HTTP,
    /** HTTP/1.1 exchanges that may leave HTTP (Upgrade); ALPN does not offer h2. */
    HTTP_1,
    /** Opaque bytes of one tunnel, never pooled; {@code tls} is false. */
    TUNNEL
  }

  /** The same place, for something else to be spoken there. */
  public Endpoint forUse(Use other) {
    return other == use ? this : new Endpoint(host, port, tls, gateway, other, named);
  }

  /** The same place, reached through a gateway. */
  public Endpoint through(Gateway other) {
    return new Endpoint(host, port, tls, other, use, named);
  }

  /** Whether requests go to the gateway itself, in absolute-form, instead of through a tunnel. */
  public boolean absoluteForm() {
    return gateway != null && gateway.speaksHttp() && !tls && use != Use.TUNNEL;
  }

  /** Host and port as they stand in a request target, the port only if it is not the default. */
  public String authority() {
    return toAuthority().toString();
  }

  /** The same as a value; the port is there only if it is not the default. */
  public Authority toAuthority() {
    return new Authority(host, port == (tls ? 443 : 80) ? -1 : port);
  }

  @Override
  public String toString() {
    return (tls ? "https://" : use == Use.TUNNEL ? "" : "http://")
        + host.uriText()
        + ":"
        + port
        + (gateway == null ? "" : " via " + gateway.name());
  }
}
