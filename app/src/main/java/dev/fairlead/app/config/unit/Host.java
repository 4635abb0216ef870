package dev.fairlead.app.config.unit;

/** A host name or an address, without port. */
public record Host(String name) {
  public static Host parse(String text) {
    if (!Addresses.isHost(text)) {
      throw new Malformed(
          "is not a host name or address", "Write one such as 127.0.0.1, ::1 or host.example.");
    }
    return new Host(text);
  }

  /** True for loopback literals and {@code localhost}; any other name may be anything. */
  public boolean isLoopback() {
    return Addresses.isLoopback(name);
  }

  @Override
  public String toString() {
    return name;
  }
}
