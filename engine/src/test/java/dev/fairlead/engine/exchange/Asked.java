package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Body;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.message.Method;
import dev.fairlead.engine.message.RequestHead;
import org.jspecify.annotations.Nullable;

/** Request heads as a parser would make them. */
final class Asked {
  static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  /** What RFC 6455 §1.3 answers to {@link #KEY}. */
  static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private Asked() {}

  static RequestHead get(String... fields) {
    return of(Method.GET, Body.NONE, fields);
  }

  static RequestHead post(long length, String... fields) {
    return of(Method.POST, length, fields);
  }

  static RequestHead of(Method method, long length, String... fields) {
    return head(method, RequestHead.Form.ABSOLUTE, "/", HttpVersion.HTTP_1_1, length, null, fields);
  }

  static RequestHead connect() {
    return head(
        Method.CONNECT, RequestHead.Form.AUTHORITY, "", HttpVersion.HTTP_1_1, Body.UNKNOWN, null);
  }

  static RequestHead webSocket() {
    return get("Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Key", KEY);
  }

  static RequestHead extendedConnect() {
    return head(
        Method.CONNECT,
        RequestHead.Form.ORIGIN,
        "/chat",
        HttpVersion.HTTP_2,
        Body.UNKNOWN,
        "websocket");
  }

  private static RequestHead head(
      Method method,
      RequestHead.Form form,
      String path,
      HttpVersion version,
      long length,
      @Nullable String protocol,
      String... fields) {
    Headers headers = new Headers();
    for (int i = 0; i < fields.length; i += 2) {
      headers.add(fields[i], fields[i + 1]);
    }
    Authority authority = Authority.parse("origin.example");
    return new RequestHead(
        method, form, "http", authority, path, version, headers, length, protocol);
  }
}
