package dev.fairlead.engine.http1;

import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HttpVersion;

/** Whether a peer lets its connection live on after a message (RFC 9112 §9.3). */
final class Persistence {
  private Persistence() {}

  static boolean of(HttpVersion version, Headers headers) {
    if (!headers.contains(FieldName.CONNECTION)) {
      return version != HttpVersion.HTTP_1_0;
    }
    return !headers.listed(FieldName.CONNECTION, "close")
        && (version != HttpVersion.HTTP_1_0 || headers.listed(FieldName.CONNECTION, "keep-alive"));
  }
}
