package dev.fairlead.engine.message;

/** The protocol versions that Fairlead speaks. */
public enum HttpVersion {
  HTTP_1_0("1.0"),
  HTTP_1_1("1.1"),
  HTTP_2("2");

  private final String text;

  HttpVersion(String text) {
    this.text = text;
  }

  /** The received-protocol part of {@code Via} (RFC 9110 §7.6.3): {@code 1.1}, {@code 2}. */
  @Override
  public String toString() {
    return text;
  }
}
