package dev.fairlead.engine.upstream.balance;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.RequestHead;
import org.jspecify.annotations.Nullable;

/** What of a request decides where consistent hashing sends it. */
public sealed interface HashKey {
  /** The client's address. */
  record ByClient() implements HashKey {}

  /** A header field. */
  record ByHeader(FieldName name) implements HashKey {}

  /** A cookie. */
  record ByCookie(String name) implements HashKey {}

  /** The text to hash; null if the request has none. */
  default @Nullable String of(RequestHead request, Client client) {
    return switch (this) {
      case ByClient _ -> client.ip();
      case ByHeader(FieldName name) -> request.headers().get(name);
      case ByCookie(String name) -> Cookies.find(request.headers(), name);
    };
  }
}
