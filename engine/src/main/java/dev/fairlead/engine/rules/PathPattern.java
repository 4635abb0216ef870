package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Quoted;
import java.nio.charset.StandardCharsets;

/**
 * A pattern for paths as {@link RequestPath#view} shows them.
 *
 * <ul>
 *   <li>{@code /api/}, with a slash at its end: everything that begins so; {@code /} is every path
 *   <li>{@code /api}: this path only
 *   <li>{@code /users/*}{@code /posts}: a star is any text within a segment, one at least where it
 *       is the whole segment
 *   <li>{@code /api/**}: two stars are any number of segments, none included ({@code /api} too)
 * </ul>
 */
final class PathPattern {
  private static final String DEEP = "**";

  private final String text;
  private final String[] segments;

  private PathPattern(String text, String[] segments) {
    this.text = text;
    this.segments = segments;
  }

  /**
   * Reads a pattern; what is beyond ASCII is percent-encoded as UTF-8.
   *
   * @throws IllegalArgumentException naming the pattern and the remedy
   */
  static PathPattern parse(String written) {
    if (!written.startsWith("/")) {
      throw bad(written, "must begin with a slash; patterns are paths, not URLs or expressions");
    }
    if (written.indexOf('?') >= 0 || written.indexOf('#') >= 0) {
      throw bad(written, "has a query or fragment; rules look at paths only");
    }
    if (written.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw bad(written, "has white space or controls; write them percent-encoded");
    }
    byte[] utf8 = written.getBytes(StandardCharsets.UTF_8);
    String decoded = RequestPath.decoded(new String(utf8, StandardCharsets.ISO_8859_1));
    if (!decoded.equals(RequestPath.view(decoded))) {
      throw bad(written, "can match nothing; write it without dot segments and double slashes");
    }
    return decoded.indexOf('*') < 0
        ? new PathPattern(decoded, new String[0])
        : glob(written, decoded);
  }

  private static PathPattern glob(String written, String decoded) {
    String[] segments = decoded.substring(1).split("/", -1);
    for (String segment : segments) {
      if (segment.contains(DEEP) && !segment.equals(DEEP)) {
        throw bad(written, "has ** beside other text; ** stands for whole segments, * for text");
      }
    }
    if (decoded.endsWith("/")) {
      throw bad(written, "ends in a slash after a star; write " + Quoted.of(written + DEEP));
    }
    return new PathPattern(decoded, segments);
  }

  boolean matches(String path) {
    if (segments.length > 0) {
      return path.startsWith("/") && matchesSegments(path);
    }
    return text.endsWith("/") ? path.startsWith(text) : path.equals(text);
  }

  /** Goes back to the last {@code **} only, so the cost is at most path times pattern. */
  private boolean matchesSegments(String path) {
    int segment = 0;
    int at = 1;
    int retrySegment = -1;
    int retryAt = -1;
    while (at <= path.length()) {
      if (segment < segments.length && segments[segment].equals(DEEP)) {
        retrySegment = ++segment;
        retryAt = at;
        continue;
      }
      int end = segmentEnd(path, at);
      if (segment < segments.length && matchesSegment(segments[segment], path, at, end)) {
        segment++;
        at = end + 1;
      } else if (retrySegment < 0) {
        return false;
      } else {
        segment = retrySegment;
        retryAt = segmentEnd(path, retryAt) + 1;
        at = retryAt;
      }
    }
    while (segment < segments.length && segments[segment].equals(DEEP)) {
      segment++;
    }
    return segment == segments.length;
  }

  private static int segmentEnd(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  private static boolean matchesSegment(String glob, String path, int from, int to) {
    if (glob.equals("*")) {
      return to > from;
    }
    int g = 0;
    int at = from;
    int retryG = -1;
    int retryAt = from;
    while (at < to) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        retryG = ++g;
        retryAt = at;
      } else if (g < glob.length() && glob.charAt(g) == path.charAt(at)) {
        g++;
        at++;
      } else if (retryG >= 0) {
        g = retryG;
        at = ++retryAt;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }

  private static IllegalArgumentException bad(String text, String what) {
    return new IllegalArgumentException("the path " + Quoted.of(text) + " " + what);
  }

  @Override
  public String toString() {
    return text;
  }
}
