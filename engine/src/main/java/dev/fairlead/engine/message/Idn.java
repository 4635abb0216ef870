package dev.fairlead.engine.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/*
 * UTS 46 without its tables. Its mapping is, but for a few code points, what the JDK's own Unicode
 * data gives: drop what is ignorable, fold case, NFKC. Like every browser we are non-transitional:
 * ß and final sigma stay themselves (java.net.IDN, which is IDNA 2003, would turn straße into
 * strasse, another owner's name). What is left out: the bidi rule, and the joiner rules are coarse.
 * Neither can make two names look like one to us, because the result is always the A-label that
 * goes to DNS.
 */

/** International names to A-labels (RFC 5890 §2.3.2.1, UTS 46). */
final class Idn {
  private static final String PREFIX = "xn--";

  private Idn() {}

  /**
   * Turns a name with code points beyond ASCII into lower-case A-labels. What is no host name for
   * another reason than its international labels is left for the caller to find.
   *
   * @throws IllegalArgumentException for labels that no registry could hold
   */
  static String toAscii(String name) {
    String mapped = mapped(utf8(name));
    StringBuilder ascii = new StringBuilder(mapped.length() + 8);
    int from = 0;
    for (int dot = mapped.indexOf('.'); dot >= 0; dot = mapped.indexOf('.', from)) {
      ascii.append(label(mapped.substring(from, dot))).append('.');
      from = dot + 1;
    }
    return ascii.append(label(mapped.substring(from))).toString();
  }

  /** Checks that a lower-case label which starts with {@code xn--} stands for something. */
  static void checkALabel(String label) {
    int[] points = Punycode.decode(label.substring(PREFIX.length()));
    if (points == null || !isBeyondAscii(points)) {
      throw new IllegalArgumentException("the host has an xn-- label that is no valid Punycode");
    }
    checkPoints(points);
    String unicode = new String(points, 0, points.length);
    boolean same =
        mapped(unicode).equals(unicode) && label.equals(PREFIX + Punycode.encode(points));
    if (!same) {
      throw new IllegalArgumentException("the host has an xn-- label that is not in normal form");
    }
  }

  static boolean isALabel(String name, int from) {
    return name.startsWith(PREFIX, from);
  }

  /** Text whose chars are the bytes of UTF-8, as header parsers give it, is read as UTF-8. */
  private static String utf8(String name) {
    if (!name.chars().allMatch(c -> c <= 0xff)) {
      return name;
    }
    ByteBuffer bytes = ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return name;
    }
  }

  private static String mapped(String name) {
    String folded = folded(Normalizer.normalize(folded(name), Normalizer.Form.NFKC));
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().forEach(c -> fold(folded, c));
    return folded.toString();
  }

  private static void fold(StringBuilder out, int c) {
    if (c == 'ß' || c == 'ẞ') {
      out.append('ß');
    } else if (c == 'ς' || c == 'ı') {
      out.appendCodePoint(c);
    } else if (c == 'İ') {
      out.append("i\u0307");
    } else if (c == '\u3002') {
      out.append('.');
    } else if (Character.UnicodeScript.of(c) == Character.UnicodeScript.CHEROKEE) {
      out.appendCodePoint(Character.toUpperCase(c));
    } else if (!isIgnored(c)) {
      String upper = Character.toString(c).toUpperCase(Locale.ROOT);
      upper.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    }
  }

  /** Code points that UTS 46 drops: soft hyphen, zero-width space, variation selectors. */
  private static boolean isIgnored(int c) {
    return switch (c) {
      case 0xad, 0x34f, 0x200b, 0x2060, 0x2064, 0xfeff -> true;
      default ->
          (c >= 0x180b && c <= 0x180f)
              || (c >= 0xfe00 && c <= 0xfe0f)
              || (c >= 0xe0100 && c <= 0xe01ef);
    };
  }

  private static String label(String label) {
    int[] points = label.codePoints().toArray();
    if (!isBeyondAscii(points)) {
      return label;
    }
    if (points.length > 63 - PREFIX.length()) {
      throw new IllegalArgumentException("a label of the host is longer than 63 characters");
    }
    checkPoints(points);
    return PREFIX + Punycode.encode(points);
  }

  private static boolean isBeyondAscii(int[] points) {
    for (int c : points) {
      if (c > 0x7f) {
        return true;
      }
    }
    return false;
  }

  private static void checkPoints(int[] points) {
    for (int i = 0; i < points.length; i++) {
      boolean fine =
          switch (Character.getType(points[i])) {
            case Character.FORMAT -> i > 0 && isJoiner(points[i]) && joins(points[i - 1]);
            case Character.NON_SPACING_MARK,
                Character.ENCLOSING_MARK,
                Character.COMBINING_SPACING_MARK ->
                i > 0;
            case Character.CONTROL,
                Character.SURROGATE,
                Character.PRIVATE_USE,
                Character.UNASSIGNED,
                Character.SPACE_SEPARATOR,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> points[i] > 0x7f || Host.isNameChar((char) points[i]);
          };
      if (!fine) {
        throw new IllegalArgumentException("the host has a character that no host name may have");
      }
    }
  }

  private static boolean isJoiner(int c) {
    return c == 0x200c || c == 0x200d;
  }

  /** Joiners mean something in cursive and Indic scripts only (RFC 5892 appendix A). */
  private static boolean joins(int c) {
    boolean mark = Character.getType(c) == Character.NON_SPACING_MARK;
    return c >= 0x600 && c < 0x2000 && (mark || Character.isLetter(c));
  }
}
