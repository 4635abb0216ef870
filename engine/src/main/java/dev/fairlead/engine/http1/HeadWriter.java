package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.BadMessage;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import io.netty.buffer.ByteBuf;

/*
 * What is framed, routed or kept alive here follows from the head and the arguments alone. Fields
 * that speak of the same things are left out wherever they come from (a parser, HTTP/2, a filter),
 * so that the next reader cannot be told two stories. Everything is checked before the first byte
 * is written; values of fields were checked when they were added.
 */

/** Writes heads in HTTP/1.1's form, always as our own version, HTTP/1.1 (RFC 9110 §2.5). */
public final class HeadWriter {
  private HeadWriter() {}

  /**
   * Writes a request head.
   *
   * @param absoluteForm whether the next hop is a proxy that is to make the connection
   * @return how the body must be written that follows
   * @throws BadMessage if the head cannot be said in HTTP/1.1; nothing is written then
   */
  public static Framing request(ByteBuf out, RequestHead head, boolean absoluteForm, After after)
      throws BadMessage {
    Authority authority = RequestCheck.check(head);
    Framing framing = RequestCheck.framing(head);
    HeadBytes.ascii(out, head.method().name());
    out.writeByte(' ');
    target(out, head, authority, absoluteForm);
    HeadBytes.put(out, HeadBytes.VERSION_AND_HOST);
    HeadBytes.authority(out, authority);
    HeadBytes.lineEnd(out);
    Headers headers = head.headers();
    boolean announced = head.bodyLength() > 0 || headers.contains(FieldName.CONTENT_LENGTH);
    long length = framing == Framing.CHUNKED || !announced ? -1 : head.bodyLength();
    HeadBytes.fields(out, headers, true, length);
    if (framing == Framing.CHUNKED) {
      HeadBytes.put(out, HeadBytes.CHUNKED);
    }
    HeadBytes.connection(out, after, false, headers.contains(FieldName.TE));
    HeadBytes.lineEnd(out);
    return framing;
  }

  private static void target(
      ByteBuf out, RequestHead head, Authority authority, boolean absoluteForm) {
    if (head.isConnect()) {
      HeadBytes.authority(out, authority);
      return;
    }
    if (absoluteForm) {
      HeadBytes.put(out, "https".equals(head.scheme()) ? HeadBytes.HTTPS : HeadBytes.HTTP);
      HeadBytes.authority(out, authority);
      if (head.path().equals("*")) {
        return;
      }
    }
    HeadBytes.ascii(out, head.path());
  }

  /**
   * Writes a response head.
   *
   * @param method of the request, which decides whether a body may follow
   * @param client what the client speaks: 1.0 knows no chunks
   * @param after ignored for interim responses; what it says about keeping alive is overruled where
   *     the body ends with the connection
   * @return how the body must be written that follows; after UNTIL_CLOSE, close
   */
  public static Framing response(
      ByteBuf out, ResponseHead head, Method method, HttpVersion client, After after) {
    int status = head.status();
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException("the status is not 100..599 but " + status);
    }
    Framing framing = framing(head, method, client);
    statusLine(out, status, head.reason());
    HeadBytes.fields(out, head.headers(), false, length(head, method, framing));
    if (framing == Framing.CHUNKED) {
      HeadBytes.put(out, HeadBytes.CHUNKED);
    }
    if (status == 101) {
      HeadBytes.connection(out, After.UPGRADE, false, false);
    } else if (status >= 200 && framing != Framing.TUNNEL) {
      After said = framing == Framing.UNTIL_CLOSE ? After.CLOSE : after;
      HeadBytes.connection(out, said, client == HttpVersion.HTTP_1_0, false);
    }
    HeadBytes.lineEnd(out);
    return framing;
  }

  private static Framing framing(ResponseHead head, Method method, HttpVersion client) {
    int status = head.status();
    if (status == 101 || (status >= 200 && status < 300 && method.equals(Method.CONNECT))) {
      return Framing.TUNNEL;
    }
    if (head.bodyLength() == Body.NONE || neverHasBody(status) || method.equals(Method.HEAD)) {
      return Framing.NONE;
    }
    if (head.bodyLength() > 0) {
      return Framing.SIZED;
    }
    return client == HttpVersion.HTTP_1_0 ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
  }

  private static boolean neverHasBody(int status) {
    return status < 200 || status == 204 || status == 304;
  }

  /** What Content-Length must say: -1 for nothing, {@link HeadBytes#AS_IT_IS} for what it says. */
  private static long length(ResponseHead head, Method method, Framing framing) {
    int status = head.status();
    if (framing == Framing.SIZED) {
      return head.bodyLength();
    }
    if (framing != Framing.NONE || status < 200 || status == 204) {
      return -1;
    }
    return status == 304 || method.equals(Method.HEAD) ? HeadBytes.AS_IT_IS : 0;
  }

  private static void statusLine(ByteBuf out, int status, String reason) {
    byte[] line = StatusLines.of(status, reason);
    if (line != null) {
      out.writeBytes(line);
      return;
    }
    HeadBytes.put(out, HeadBytes.VERSION);
    HeadBytes.number(out, status);
    out.writeByte(' ');
    if (StatusLines.isClean(reason)) {
      HeadBytes.text(out, reason);
    }
    HeadBytes.lineEnd(out);
  }
}
