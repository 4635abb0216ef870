package dev.fairlead.engine.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/*
 * Two spellings of one host must never be two hosts here, or a rule about one can be evaded with the
 * other. So there is one canonical spelling, and text that other programs read in more than one way
 * (2130706433, 0177.1, 0x7f.1 and 127.1 are 127.0.0.1 to some) is refused instead of guessed.
 *
 *   written                     canonical
 *   Example.COM, example.com.   example.com
 *   münchen.de                  xn--mnchen-3ya.de
 *   [2001:DB8::0:1], 2001:db8::1   2001:db8::1
 *   ::ffff:127.0.0.1            127.0.0.1
 */

/** A host in its one canonical spelling: a name in lower-case A-labels, or an address literal. */
public final class Host {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_WRITTEN = 1024;

  private final String text;
  private final byte @Nullable [] address;

  private Host(String text, byte @Nullable [] address) {
    this.text = text;
    this.address = address;
  }

  /**
   * Normalises a host: case, one trailing dot, IPv6 brackets and forms, IDN to A-labels. Names are
   * letters, digits, hyphens and underscores in labels of 1..63, 253 in all. Text beyond ASCII may
   * be Unicode, or UTF-8 whose bytes were read as Latin-1.
   *
   * @throws IllegalArgumentException naming what is wrong, in words fit for the client; what was
   *     written is not repeated
   */
  public static Host parse(String written) {
    if (isCanonicalName(written)) {
      return new Host(written, null);
    }
    if (written.length() > LONGEST_WRITTEN) {
      throw new IllegalArgumentException("the host is too long");
    }
    if (written.indexOf('[') >= 0 || written.indexOf(']') >= 0) {
      return bracketed(written);
    }
    if (written.indexOf(':') >= 0) {
      return ipv6(written);
    }
    return nameOrIpv4(withoutTrailingDot(isAscii(written) ? lower(written) : Idn.toAscii(written)));
  }

  /**
   * The host that an address is; an IPv4-mapped IPv6 address is its IPv4 address.
   *
   * @param address 4 or 16 bytes
   */
  public static Host of(byte[] address) {
    if (address.length != 4 && address.length != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes");
    }
    byte[] plain = AddressText.unmapped(address.clone());
    return new Host(AddressText.text(plain), plain);
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

  /** Whether nothing is left to do: what nearly every request brings. */
  private static boolean isCanonicalName(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST_NAME) {
      return false;
    }
    int start = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (!isCanonicalLabel(text, start, i)) {
          return false;
        }
        start = i + 1;
      } else if (!isNameChar(c)) {
        return false;
      }
    }
    return isCanonicalLabel(text, start, length) && !isNumber(text, start);
  }

  private static boolean isCanonicalLabel(String text, int from, int to) {
    int length = to - from;
    return length > 0 && length <= LONGEST_LABEL && !Idn.isALabel(text, from);
  }

  static boolean isNameChar(char c) {
    return (c >= 'a' && c <= 'z') || AddressText.isDigit(c) || c == '-' || c == '_' || c == '.';
  }

  /** Whether a last label is a number to some reader (WHATWG URL, "ends in a number"). */
  private static boolean isNumber(String text, int from) {
    char first = text.charAt(from);
    if (!AddressText.isDigit(first)) {
      return false;
    }
    boolean hex = first == '0' && text.startsWith("x", from + 1);
    for (int i = hex ? from + 2 : from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!AddressText.isDigit(c) && !(hex && c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static Host bracketed(String text) {
    boolean whole = text.startsWith("[") && text.indexOf(']') == text.length() - 1;
    if (!whole || text.lastIndexOf('[') > 0 || text.indexOf(':') < 0) {
      throw new IllegalArgumentException("brackets in a host belong around an IPv6 address only");
    }
    return ipv6(text.substring(1, text.length() - 1));
  }

  private static Host ipv6(String text) {
    if (text.indexOf('%') >= 0) {
      throw new IllegalArgumentException("an IPv6 address with a zone cannot be a host here");
    }
    byte[] address = AddressText.parse6(text);
    if (address == null) {
      throw new IllegalArgumentException("the host has a colon but is no IPv6 address");
    }
    return of(address);
  }

  private static Host nameOrIpv4(String name) {
    checkName(name);
    if (!isNumber(name, name.lastIndexOf('.') + 1)) {
      return new Host(name, null);
    }
    byte[] address = AddressText.parse4(name);
    if (address == null) {
      throw new IllegalArgumentException(
          "the host is an ambiguous address; write IPv4 as four decimal numbers from 0 to 255");
    }
    return new Host(name, address);
  }

  private static void checkName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("the host is empty");
    }
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("the host is longer than 253 characters");
    }
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || name.charAt(i) == '.') {
        checkLabel(name, start, i);
        start = i + 1;
      } else if (!isNameChar(name.charAt(i))) {
        throw new IllegalArgumentException(badChar(name.charAt(i)));
      }
    }
  }

  private static void checkLabel(String name, int from, int to) {
    if (from == to) {
      throw new IllegalArgumentException("the host has an empty label (a dot too many)");
    }
    if (to - from > LONGEST_LABEL) {
      throw new IllegalArgumentException("a label of the host is longer than 63 characters");
    }
    if (Idn.isALabel(name, from)) {
      Idn.checkALabel(name.substring(from, to));
    }
  }

  private static String badChar(char c) {
    return switch (c) {
      case '%' -> "the host has percent-escapes; write the characters themselves";
      case '@' -> "user information is not allowed before the host";
      default -> "the host has a character that no host name may have";
    };
  }

  private static String withoutTrailingDot(String text) {
    return text.length() > 1 && text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static String lower(String ascii) {
    return ascii.toLowerCase(Locale.ROOT);
  }
}
