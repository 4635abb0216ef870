package dev.fairlead.engine.message;

import io.netty.util.NetUtil;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A host in its one canonical spelling: a name in lower-case A-labels, or an address literal. */
public final class Host {
  private final String text;
  private final byte @Nullable [] address;

  private Host(String text, byte @Nullable [] address) {
    this.text = text;
    this.address = address;
  }

  /**
   * Normalises a host: case, one trailing dot, IPv6 brackets and forms, IDN to A-labels.
   *
   * @throws IllegalArgumentException naming what is wrong, in words fit for the client
   */
  public static Host parse(String written) {
    String text = written.toLowerCase(Locale.ROOT);
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    byte[] address = NetUtil.createByteArrayFromIpAddressString(bare);
    if (bare.isEmpty() || (bracketed && (address == null || address.length != 16))) {
      throw new IllegalArgumentException("the host is not a name or address");
    }
    return new Host(bare, address);
  }

  /** The canonical text, without brackets. */
  public String text() {
    return text;
  }

  /** The canonical text as it stands in a URI: IPv6 in brackets. */
  public String uriText() {
    return address != null && address.length == 16 ? "[" + text + "]" : text;
  }

  /** The 4 or 16 bytes of an address literal, or null for a name. Do not change them. */
  public byte @Nullable [] address() {
    return address;
  }

  public boolean isAddress() {
    return address != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Host host && host.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
