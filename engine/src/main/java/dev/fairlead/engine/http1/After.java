package dev.fairlead.engine.http1;

/** What a message says becomes of its connection (RFC 9110 §7.6.1, RFC 9112 §9). */
public enum After {
  /** Another message may follow. */
  KEEP_ALIVE,
  /** This is the last message. */
  CLOSE,
  /** The {@code Upgrade} field is meant: HTTP may end here. */
  UPGRADE
}
