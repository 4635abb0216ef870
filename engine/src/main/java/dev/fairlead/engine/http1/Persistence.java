package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;

/** Reads whether a peer lets its connection live on after a message (RFC 9112 §9.3). */
final class Persistence {
  private Persistence() {}

  /**
   * The peer's will. A {@code Connection} that says nothing else is removed with that, which spares
   * whoever looks for nominated fields a closer look at nearly every message.
   */
  static boolean take(HttpVersion version, Headers headers) {
    boolean usual = version != HttpVersion.HTTP_1_0;
    int at = headers.find(FieldName.CONNECTION, 0);
    if (at < 0) {
      return usual;
    }
    boolean close = headers.listed(FieldName.CONNECTION, "close");
    boolean persistent = !close && (usual || headers.listed(FieldName.CONNECTION, "keep-alive"));
    if (headers.is(FieldName.CONNECTION, close ? "close" : "keep-alive")
        && headers.find(FieldName.CONNECTION, at + 1) < 0) {
      headers.removeAt(at);
    }
    return persistent;
  }
}
