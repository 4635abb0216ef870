package dev.fairlead.engine.message;

/**
 * Host and optional port as they stand in a request target, {@code Host} or {@code :authority}.
 *
 * @param port 1..65535, or -1 where none was written
 */
public record Authority(Host host, int port) {
  /**
   * Reads {@code host}, {@code host:port}, {@code [v6]:port}. User information is refused.
   *
   * @throws IllegalArgumentException naming what is wrong, in words fit for the client
   */
  public static Authority parse(String text) {
    int bracket = text.lastIndexOf(']');
    int colon = text.indexOf(':', bracket + 1);
    if (colon < 0) {
      return new Authority(Host.parse(text), -1);
    }
    return new Authority(Host.parse(text.substring(0, colon)), port(text.substring(colon + 1)));
  }

  /** The port, or the one given where none was written. */
  public int portOr(int fallback) {
    return port < 0 ? fallback : port;
  }

  private static int port(String text) {
    if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("the port is not a number from 1 to 65535");
    }
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("the port is not a number from 1 to 65535");
    }
    return port;
  }

  @Override
  public String toString() {
    return port < 0 ? host.uriText() : host.uriText() + ":" + port;
  }
}
