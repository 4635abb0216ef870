package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The one upgrade that passes: {@code websocket}, asked for by HTTP/1.1's {@code Upgrade} (RFC 6455
 * §4) or by HTTP/2's extended CONNECT (RFC 8441). Upstream it is always HTTP/1.1's.
 */
public final class WebSockets {
  private static final FieldName KEY = FieldName.of("Sec-WebSocket-Key");
  private static final FieldName ACCEPT = FieldName.of("Sec-WebSocket-Accept");
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSockets() {}

  /** Whether the request asks to leave HTTP for a WebSocket. */
  public static boolean isAskedBy(RequestHead request) {
    if (request.protocol() != null) {
      return request.protocol().equals("websocket");
    }
    return request.version() == HttpVersion.HTTP_1_1
        && request.method().equals(Method.GET)
        && request.bodyLength() == Body.NONE
        && request.headers().is(FieldName.UPGRADE, "websocket")
        && request.headers().listed(FieldName.CONNECTION, "upgrade");
  }

  /** Puts back what {@link Hops} took away; turns an extended CONNECT into a GET with a key. */
  static RequestHead outbound(RequestHead request) {
    Headers fields = request.headers();
    fields.set(FieldName.CONNECTION, "Upgrade");
    fields.set(FieldName.UPGRADE, "websocket");
    if (request.protocol() == null) {
      return request;
    }
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    fields.set(KEY, Base64.getEncoder().encodeToString(nonce));
    return new RequestHead(
        Method.GET,
        RequestHead.Form.ORIGIN,
        request.scheme(),
        request.authority(),
        request.path(),
        HttpVersion.HTTP_1_1,
        fields,
        Body.NONE,
        null);
  }

  /** Whether a 101 is the one that was asked for (RFC 6455 §4.1). */
  static boolean isAccepted(ResponseHead head, RequestHead sent) {
    String accept = head.headers().get(ACCEPT);
    return sent.headers().contains(FieldName.UPGRADE)
        && head.headers().is(FieldName.UPGRADE, "websocket")
        && accept != null
        && accept.equals(digest(sent.headers().get(KEY)));
  }

  /** The head that tells the client of an accepted 101, in its own protocol. */
  static ResponseHead switched(ResponseHead head, RequestHead asked) {
    Headers fields = head.headers();
    fields.remove(FieldName.CONTENT_LENGTH);
    if (asked.protocol() != null) {
      fields.remove(ACCEPT);
      return new ResponseHead(200, "", HttpVersion.HTTP_2, fields, Body.UNKNOWN);
    }
    fields.add(FieldName.CONNECTION, "Upgrade");
    fields.add(FieldName.UPGRADE, "websocket");
    return new ResponseHead(101, "Switching Protocols", HttpVersion.HTTP_1_1, fields, Body.NONE);
  }

  private static String digest(@Nullable String key) {
    try {
      byte[] text = (key + GUID).getBytes(StandardCharsets.ISO_8859_1);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-1", e);
    }
  }
}
