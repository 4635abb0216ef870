package dev.fairlead.testkit.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of raw request bytes, as a Latin-1 template: <code>{T}</code> stands for the scheme
 * and authority of absolute-form (nothing when reverse), <code>{H}</code> for the origin's
 * authority, <code>{P}</code> for its port.
 *
 * @param requests how many requests may reach the origin at most, and must when it is a benign case
 * @param body what the origin must read as the first request's body, null when anything may stand
 *     there
 * @param never fields that must not reach the origin, lower case
 */
public record HostileRequest(
    String id,
    String category,
    String rfc,
    Expectation expectation,
    String template,
    Set<Mode> modes,
    int requests,
    @Nullable String body,
    Set<String> never) {

  /**
   * Bytes that no reading of the case makes a request of their own; as such they must not arrive.
   */
  static final String SMUGGLED = "GET {T}/smuggled HTTP/1.1\r\nHost: {H}\r\n\r\n";

  /** A request that a proxy may see behind the first one, and may then pass on as cleanly. */
  static final String NEXT = "GET {T}/next HTTP/1.1\r\nHost: {H}\r\n\r\n";

  /** The bytes to send to a proxy in front of the origin on that port. */
  public byte[] bytes(Mode mode, int originPort) {
    String authority = "127.0.0.1:" + originPort;
    return template
        .replace("{T}", mode == Mode.FORWARD ? "http://" + authority : "")
        .replace("{H}", authority)
        .replace("{P}", Integer.toString(originPort))
        .getBytes(ISO_8859_1);
  }
}
