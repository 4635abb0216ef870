package dev.fairlead.app.config.unit;

import java.net.InetAddress;

/** A name server: an address, and a port that is 53 unless said. */
public record Endpoint(InetAddress address, int port) {
  /** Reads {@code 1.1.1.1}, {@code 1.1.1.1:53}, {@code ::1} or {@code [::1]:53}. */
  public static Endpoint parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean ported = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
    String host = ported ? text.substring(0, colon) : text;
    int port = ported ? PortRange.port(text.substring(colon + 1)) : 53;
    return new Endpoint(Addresses.parse(host), port);
  }

  @Override
  public String toString() {
    String host = Addresses.text(address);
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + (port == 53 ? "" : ":" + port);
  }
}
