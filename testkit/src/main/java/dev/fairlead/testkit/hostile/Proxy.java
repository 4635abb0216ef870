package dev.fairlead.testkit.hostile;

/** The proxy under test, already in front of (or open towards) an origin on a fixed port. */
public interface Proxy {
  /** Where it listens on loopback. */
  int port();

  /** The loopback port that it reaches as its origin. */
  int originPort();
}
