package dev.fairlead.engine.message;

import org.jspecify.annotations.Nullable;

/**
 * The text forms of IP addresses, strictly: IPv4 is four decimal octets without leading zeros, IPv6
 * is RFC 4291 §2.2 without a zone. The forms that {@code inet_aton} also takes are nobody's here.
 */
final class AddressText {
  private AddressText() {}

  /** The four bytes of a dotted quad, or null if the text is none. */
  static byte @Nullable [] parse4(String text) {
    return parse4(text, 0);
  }

  private static byte @Nullable [] parse4(String text, int from) {
    byte[] address = new byte[4];
    int at = from;
    for (int i = 0; i < 4; i++) {
      int end = octetEnd(text, at);
      int octet = octet(text, at, end);
      boolean followed = i == 3 || (end < text.length() && text.charAt(end) == '.');
      if (octet < 0 || !followed) {
        return null;
      }
      address[i] = (byte) octet;
      at = end + 1;
    }
    return at == text.length() + 1 ? address : null;
  }

  private static int octetEnd(String text, int from) {
    int end = from;
    while (end < text.length() && end < from + 4 && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int octet(String text, int from, int to) {
    boolean spare = to - from > 1 && text.charAt(from) == '0';
    if (to == from || to - from > 3 || spare) {
      return -1;
    }
    int value = Integer.parseInt(text, from, to, 10);
    return value <= 255 ? value : -1;
  }

  /** The 16 bytes of an IPv6 address without brackets, or null if the text is none. */
  static byte @Nullable [] parse6(String text) {
    int gap = text.indexOf("::");
    int[] groups = new int[8];
    if (gap < 0) {
      return fill(text, groups) == 8 ? bytes(groups) : null;
    }
    int[] tail = new int[8];
    int before = gap == 0 ? 0 : fill(text.substring(0, gap), groups);
    String rest = text.substring(gap + 2);
    int after = rest.isEmpty() ? 0 : fill(rest, tail);
    boolean quadBeforeGap = text.lastIndexOf('.', gap) >= 0;
    if (before < 0 || after < 0 || before + after > 7 || quadBeforeGap) {
      return null;
    }
    System.arraycopy(tail, 0, groups, 8 - after, after);
    return bytes(groups);
  }

  /** Reads groups divided by single colons; the last two may be a dotted quad. Their number. */
  private static int fill(String text, int[] groups) {
    int count = 0;
    int at = 0;
    while (true) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', at) >= 0) {
        return fillQuad(parse4(text, at), groups, count);
      }
      int group = group(text, at, end);
      if (group < 0 || count == 8) {
        return -1;
      }
      groups[count++] = group;
      if (colon < 0) {
        return count;
      }
      at = colon + 1;
    }
  }

  private static int fillQuad(byte @Nullable [] quad, int[] groups, int count) {
    if (quad == null || count > 6) {
      return -1;
    }
    groups[count] = ((quad[0] & 0xff) << 8) | (quad[1] & 0xff);
    groups[count + 1] = ((quad[2] & 0xff) << 8) | (quad[3] & 0xff);
    return count + 2;
  }

  private static int group(String text, int from, int to) {
    if (to == from || to - from > 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      int digit = c > 0x7f ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        return -1;
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private static byte[] bytes(int[] groups) {
    byte[] address = new byte[16];
    for (int i = 0; i < 8; i++) {
      address[2 * i] = (byte) (groups[i] >> 8);
      address[2 * i + 1] = (byte) groups[i];
    }
    return address;
  }

  /** An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) as its IPv4 address, others as they are. */
  static byte[] unmapped(byte[] address) {
    if (!isMapped(address)) {
      return address;
    }
    return new byte[] {address[12], address[13], address[14], address[15]};
  }

  /** Whether these are 16 bytes that stand for an IPv4 address (RFC 4291 §2.5.5.2). */
  static boolean isMapped(byte[] address) {
    if (address.length != 16 || address[10] != -1 || address[11] != -1) {
      return false;
    }
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** The canonical text: a dotted quad, or RFC 5952 without brackets. */
  static String text(byte[] address) {
    return address.length == 4 ? text4(address) : text6(address);
  }

  private static String text4(byte[] address) {
    return (address[0] & 0xff)
        + "."
        + (address[1] & 0xff)
        + "."
        + (address[2] & 0xff)
        + "."
        + (address[3] & 0xff);
  }

  private static String text6(byte[] address) {
    int gap = longestZeros(address);
    int gapEnd = gap < 0 ? -1 : zerosEnd(address, gap);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == gap) {
        text.append("::");
        i = gapEnd - 1;
      } else {
        if (i > 0 && i != gapEnd) {
          text.append(':');
        }
        text.append(Integer.toHexString(group(address, i)));
      }
    }
    return text.toString();
  }

  /** Where the first longest run of two or more zero groups starts (RFC 5952 §4.2), or -1. */
  private static int longestZeros(byte[] address) {
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = zerosEnd(address, i);
      if (end - i > length) {
        best = i;
        length = end - i;
      }
    }
    return best;
  }

  private static int zerosEnd(byte[] address, int from) {
    int end = from;
    while (end < 8 && group(address, end) == 0) {
      end++;
    }
    return end;
  }

  private static int group(byte[] address, int index) {
    return ((address[2 * index] & 0xff) << 8) | (address[2 * index + 1] & 0xff);
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
