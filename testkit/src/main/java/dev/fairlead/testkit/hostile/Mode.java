package dev.fairlead.testkit.hostile;

/** How the client speaks to the proxy under test. */
public enum Mode {
  /** Absolute-form requests and CONNECT, as a configured client sends them. */
  FORWARD,
  /** Origin-form requests to a proxy that stands in front of the origin. */
  REVERSE
}
