package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead.Form;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request target in one of its four forms (RFC 9112 §3.2). Only visible ASCII may stand in it:
 * raw bytes above 0x7f and fragments are refused, because receivers disagree about them.
 */
record Target(Form form, @Nullable String scheme, @Nullable Authority authority, String path) {
  private static final Target ASTERISK = new Target(Form.ASTERISK, null, null, "*");
  private static final String HTTP = "http://";
  private static final String HTTPS = "https://";

  static Target read(Method method, byte[] line, int from, int to, AuthorityReader authorities)
      throws BadMessage {
    check(line, from, to);
    if (method.equals(Method.CONNECT)) {
      return authority(line, from, to, authorities);
    }
    if (line[from] == '/') {
      return new Target(Form.ORIGIN, null, null, text(line, from, to));
    }
    if (line[from] == '*' && to - from == 1) {
      return asterisk(method);
    }
    return absolute(method, line, from, to, authorities);
  }

  private static void check(byte[] line, int from, int to) throws BadMessage {
    if (from >= to) {
      throw Speaker.CLIENT.malformed("the request target is empty");
    }
    for (int i = from; i < to; i++) {
      byte b = line[i];
      if (b <= ' ' || b == '#') {
        throw Speaker.CLIENT.malformed(
            b == '#'
                ? "the request target has a fragment"
                : "the request target has a space or a byte that must be percent-encoded");
      }
    }
  }

  private static Target asterisk(Method method) throws BadMessage {
    if (!method.equals(Method.OPTIONS)) {
      throw Speaker.CLIENT.malformed("the request target * is for OPTIONS only");
    }
    return ASTERISK;
  }

  private static Target authority(byte[] line, int from, int to, AuthorityReader authorities)
      throws BadMessage {
    Authority authority = authorities.read(line, from, to);
    if (authority.port() < 0) {
      throw Speaker.CLIENT.malformed("CONNECT needs a port: host:port");
    }
    return new Target(Form.AUTHORITY, null, authority, "");
  }

  private static Target absolute(
      Method method, byte[] line, int from, int to, AuthorityReader authorities) throws BadMessage {
    boolean http = startsWith(line, from, to, HTTP);
    if (!http && !startsWith(line, from, to, HTTPS)) {
      throw foreign(line, from, to);
    }
    int start = from + (http ? HTTP : HTTPS).length();
    int end = start;
    while (end < to && line[end] != '/' && line[end] != '?') {
      end++;
    }
    Authority authority = authorities.read(line, start, end);
    String path = path(method, line, end, to);
    return new Target(Form.ABSOLUTE, http ? "http" : "https", authority, path);
  }

  private static String path(Method method, byte[] line, int from, int to) {
    if (from == to) {
      return method.equals(Method.OPTIONS) ? "*" : "/";
    }
    return line[from] == '/' ? text(line, from, to) : "/" + text(line, from, to);
  }

  /** A well-formed URI of another scheme is a thing we do not do; all else is nonsense. */
  private static BadMessage foreign(byte[] line, int from, int to) {
    int colon = from;
    while (colon < to && isSchemeByte(line[colon])) {
      colon++;
    }
    boolean uri = colon > from && startsWith(line, colon, to, "://");
    return uri && !Version.isDigit(line[from])
        ? Speaker.CLIENT.unsupported("only http and https targets are proxied")
        : Speaker.CLIENT.malformed("the request target is neither a path nor an http(s) URI");
  }

  private static boolean isSchemeByte(byte b) {
    int lower = b | 0x20;
    return (lower >= 'a' && lower <= 'z') || Version.isDigit(b) || b == '+' || b == '-' || b == '.';
  }

  /** Compares with a lower-case text, letters without case. */
  private static boolean startsWith(byte[] line, int from, int to, String lowerCase) {
    if (to - from < lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      byte b = line[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
