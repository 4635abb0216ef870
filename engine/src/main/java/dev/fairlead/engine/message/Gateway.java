package dev.fairlead.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * An upstream proxy that the configuration names.
 *
 * @param name as configured; shown in logs and {@code Proxy-Status}
 * @param host where the gateway itself listens
 * @param port 1..65535
 * @param credentials sent to the gateway and nowhere else, or null
 * @param remoteDns whether names are left to the gateway to resolve (SOCKS5 and CONNECT by name)
 */
public record Gateway(
    String name,
    Kind kind,
    Host host,
    int port,
    @Nullable Credentials credentials,
    boolean remoteDns) {
  /** How to speak to a gateway. */
  public enum Kind {
    HTTP,
    HTTPS,
    SOCKS5
  }

  /** A user name and password, percent-decoded. Never printed. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "****";
    }
  }

  /** Whether requests for {@code http} resources are sent to it in absolute-form. */
  public boolean speaksHttp() {
    return kind != Kind.SOCKS5;
  }
}
