package dev.fairlead.app.config.unit;

/** What the destination guard lets pass: an address, an address range, or hosts by rule. */
public record Destination(String text) {
  public static Destination parse(String text) {
    boolean range = text.indexOf('/') >= 0 && !text.contains("://");
    return new Destination(range ? Cidr.parse(text).toString() : HostRule.parse(text).text());
  }

  @Override
  public String toString() {
    return text;
  }
}
