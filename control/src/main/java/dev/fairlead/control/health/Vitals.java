package dev.fairlead.control.health;

/** How the program is; asked at each request. */
public interface Vitals {
  /** Whether it has ever been ready. */
  boolean started();

  /** Whether traffic should be sent. */
  boolean ready();

  /**
   * In a word: {@code starting}, {@code ready}, {@code draining}, or what is wrong ({@code
   * not_listening}, {@code disk_not_writable}).
   */
  String state();
}
