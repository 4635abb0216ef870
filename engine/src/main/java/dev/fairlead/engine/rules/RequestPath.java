package dev.fairlead.engine.rules;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/*
 * Rules see a path as most origins will after they have tidied it up; the path that is forwarded
 * stays as it was received. The view: no query, unreserved characters decoded (RFC 3986 §6.2.2.2),
 * other escapes in upper case, runs of slashes as one, dot segments removed (§5.2.4).
 *
 *   received               view
 *   /%61pi/x?y=1           /api/x
 *   //api/./x              /api/x
 *   /a/../api/%2e%2e/x     /x
 *   /pkg/@scope%2fname     /pkg/@scope%2Fname      an encoded slash is data
 *   /api/..%2Fadmin        none
 *   /api//../admin         none
 *   /api/..;v=1/admin      none
 *   /../admin              none
 *
 * There is no view where a step up meets something that origins read differently: an encoded slash,
 * a backslash, an empty segment, a path parameter; or where it climbs above the root. Whoever
 * guessed would let a request into a rule whose paths it then leaves. Without a step up a request
 * can only fall short of a rule, never leave one; routing is no access control.
 */

/** The path of a request target as rules see it. */
public final class RequestPath {
  private RequestPath() {}

  /**
   * The view of a target in origin-form, query and all; null where there is more than one reading.
   * Targets that do not begin with a slash ({@code *}) are their own view.
   */
  public static @Nullable String view(String target) {
    int end = end(target);
    String path = end == target.length() ? target : target.substring(0, end);
    if (!path.startsWith("/") || isTidy(path)) {
      return path;
    }
    String decoded = decoded(path);
    return stepsUp(decoded) && isSlippery(decoded) ? null : tidied(decoded);
  }

  /**
   * Takes a prefix off a target where it ends at a segment's end: {@code /api} or {@code /api/} off
   * {@code /api/x?y} gives {@code /x?y}. What does not begin with it stays. The rest is kept as
   * received unless it steps up or the prefix was spelled otherwise; it never begins with two
   * slashes, which some readers take for a host.
   */
  public static String strip(String target, String prefix) {
    String bare = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    int end = end(target);
    if (bare.isEmpty()) {
      return target;
    }
    if (isBelow(target, end, bare) && !stepsUp(decoded(target.substring(0, end)))) {
      return rooted(target.substring(bare.length()));
    }
    String view = view(target);
    if (view == null || !isBelow(view, view.length(), bare)) {
      return target;
    }
    return rooted(view.substring(bare.length()) + target.substring(end));
  }

  private static boolean isBelow(String path, int end, String prefix) {
    int length = prefix.length();
    return path.startsWith(prefix)
        && (end == length || (end > length && path.charAt(length) == '/'));
  }

  private static String rooted(String rest) {
    int from = 0;
    while (rest.startsWith("/", from)) {
      from++;
    }
    return from == 1 ? rest : "/" + rest.substring(from);
  }

  private static int end(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '?' || c == '#') {
        return i;
      }
    }
    return target.length();
  }

  /** Whether the path is its own view, as nearly all are. */
  private static boolean isTidy(String path) {
    char last = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' || c == '\\' || c > 0x7e || (last == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      last = c;
    }
    return true;
  }

  /**
   * Decodes unreserved characters, and nothing twice; raw bytes beyond ASCII and percent signs that
   * begin no escape become escapes.
   */
  static String decoded(String path) {
    StringBuilder decoded = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int escaped = c == '%' ? escaped(path, i + 1) : -1;
      if (escaped >= 0) {
        append(decoded, escaped);
        i += 2;
      } else if (c == '%' || (c >= 0x80 && c <= 0xff)) {
        escape(decoded, c);
      } else {
        decoded.append(c);
      }
    }
    return decoded.toString();
  }

  private static int escaped(String path, int at) {
    boolean hex =
        at + 2 <= path.length()
            && HexFormat.isHexDigit(path.charAt(at))
            && HexFormat.isHexDigit(path.charAt(at + 1));
    return hex ? HexFormat.fromHexDigits(path, at, at + 2) : -1;
  }

  private static void append(StringBuilder out, int c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~') {
      out.append((char) c);
    } else {
      escape(out, c);
    }
  }

  private static void escape(StringBuilder out, int c) {
    out.append('%');
    out.append("0123456789ABCDEF".charAt(c >> 4)).append("0123456789ABCDEF".charAt(c & 15));
  }

  /** Whether some reader sees a segment {@code ..}, wherever that reader ends segments. */
  private static boolean stepsUp(String decoded) {
    for (int at = decoded.indexOf(".."); at >= 0; at = decoded.indexOf("..", at + 1)) {
      if (beginsSegment(decoded, at) && endsSegment(decoded, at + 2)) {
        return true;
      }
    }
    return false;
  }

  private static boolean beginsSegment(String path, int at) {
    return path.startsWith("/", at - 1)
        || path.startsWith("\\", at - 1)
        || path.startsWith("%2F", at - 3)
        || path.startsWith("%5C", at - 3);
  }

  private static boolean endsSegment(String path, int at) {
    return at == path.length()
        || "/\\;".indexOf(path.charAt(at)) >= 0
        || path.startsWith("%2F", at)
        || path.startsWith("%5C", at)
        || path.startsWith("%3B", at);
  }

  /** Whether readers may differ about where its segments end. */
  private static boolean isSlippery(String decoded) {
    return decoded.contains("//")
        || decoded.indexOf('\\') >= 0
        || decoded.contains("%2F")
        || decoded.contains("%5C")
        || decoded.indexOf(';') >= 0
        || decoded.contains("%3B");
  }

  /** Single slashes, no dot segments; null if it climbs above the root. */
  private static @Nullable String tidied(String decoded) {
    StringBuilder out = new StringBuilder(decoded.length());
    int at = 1;
    while (at <= decoded.length()) {
      int slash = decoded.indexOf('/', at);
      int end = slash < 0 ? decoded.length() : slash;
      boolean dots = decoded.startsWith("..", at) && end == at + 2;
      boolean dot = decoded.startsWith(".", at) && end == at + 1;
      if (dots && out.isEmpty()) {
        return null;
      } else if (dots) {
        out.setLength(out.lastIndexOf("/"));
      } else if (end > at && !dot) {
        out.append('/').append(decoded, at, end);
      }
      boolean last = slash < 0;
      if (last && (dots || dot || end == at)) {
        out.append('/');
      }
      at = end + 1;
    }
    return out.toString();
  }
}
