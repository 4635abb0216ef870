package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.Tokens;

/**
 * What a request head must be like to be written. A parsed one is; one that came over HTTP/2 or was
 * edited by a filter must not smuggle a line end or a space into the request line.
 */
final class RequestCheck {
  private RequestCheck() {}

  /** Checks all that is written before the fields and returns the authority. */
  static Authority check(RequestHead head) throws BadMessage {
    require(Tokens.isToken(head.method().name()), "the method is not a token");
    require(head.protocol() == null, "an extended CONNECT has no HTTP/1.1 form");
    Authority authority = head.authority();
    if (authority == null) {
      throw Speaker.CLIENT.malformed("it names no host");
    }
    require(isHost(authority.host().text()), "the host has a character that no host can have");
    if (head.isConnect()) {
      require(authority.port() > 0, "CONNECT needs a port: host:port");
    } else {
      checkPath(head);
    }
    return authority;
  }

  static Framing framing(RequestHead head) throws BadMessage {
    if (head.bodyLength() == Body.NONE) {
      return Framing.NONE;
    }
    require(!head.isConnect(), "CONNECT cannot have a body");
    return head.bodyLength() == Body.UNKNOWN ? Framing.CHUNKED : Framing.SIZED;
  }

  private static void checkPath(RequestHead head) throws BadMessage {
    String path = head.path();
    boolean asterisk = path.equals("*") && head.method().equals(Method.OPTIONS);
    require(asterisk || path.startsWith("/"), "the path does not begin with a slash");
    require(isVisible(path) && path.indexOf('#') < 0, "the path has a character it cannot have");
  }

  private static boolean isHost(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!AuthorityReader.isAllowed(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean holds, String otherwise) throws BadMessage {
    if (!holds) {
      throw Speaker.CLIENT.malformed(otherwise);
    }
  }
}
