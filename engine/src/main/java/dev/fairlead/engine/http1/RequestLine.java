package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead.Form;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a request says (RFC 9112 §3): method, target, version, one space between.
 *
 * @param authority of the target, null where it has none
 */
record RequestLine(
    Method method,
    Form form,
    @Nullable String scheme,
    @Nullable Authority authority,
    String path,
    HttpVersion version) {

  /**
   * Reads a line whose method is known to be a token that a space follows.
   *
   * <pre>
   * GET /path?query HTTP/1.1
   *    ^ methodEnd  ^ length - 8
   * </pre>
   */
  static RequestLine read(byte[] line, int length, int methodEnd, AuthorityReader authorities)
      throws BadMessage {
    int versionStart = length - Version.LENGTH;
    if (versionStart - 1 <= methodEnd || line[versionStart - 1] != ' ') {
      throw Speaker.CLIENT.malformed("the request line is not 'method target HTTP/1.1'");
    }
    HttpVersion version = Version.ofRequest(line, versionStart);
    Method method = Method.of(line, 0, methodEnd);
    Target target = Target.read(method, line, methodEnd + 1, versionStart - 1, authorities);
    return new RequestLine(
        method, target.form(), target.scheme(), target.authority(), target.path(), version);
  }
}
