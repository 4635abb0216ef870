package dev.fairlead.filters.limits;

import dev.fairlead.engine.filter.FilterContext;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import java.net.InetAddress;
import java.util.List;

/** Makes the number under which a rule counts an exchange. */
final class Keys {
  private static final List<FieldName> CREDENTIALS =
      List.of(FieldName.AUTHORIZATION, FieldName.of("x-api-key"), FieldName.of("x-goog-api-key"));
  private static final String QUERY_KEY = "key=";

  private final KeyHash hash;
  private final List<LimitKey> keys;
  private final long rule;
  private final int ipv6Prefix;

  /**
   * @param rule its name, so that rules do not share what they count
   * @param ipv6Prefix bits of an IPv6 address that make a client, 1..128
   */
  Keys(KeyHash hash, String rule, List<LimitKey> keys, int ipv6Prefix) {
    this.hash = hash;
    this.keys = keys;
    this.rule = hash.text(0, rule);
    this.ipv6Prefix = ipv6Prefix;
  }

  long of(FilterContext exchange) {
    long number = rule;
    for (int i = 0; i < keys.size(); i++) {
      number = part(keys.get(i), number, exchange);
    }
    return number;
  }

  private long part(LimitKey key, long before, FilterContext exchange) {
    return switch (key) {
      case CLIENT -> client(before, exchange.client());
      case USER -> user(before, exchange);
      case ROUTE -> hash.text(before, exchange.route().rule());
      case DESTINATION -> destination(before, exchange.request());
      case CREDENTIAL -> credential(before, exchange);
      case GLOBAL -> before;
    };
  }

  private long client(long before, Client client) {
    InetAddress address = client.address().getAddress();
    byte[] bytes = address == null ? null : address.getAddress();
    if (bytes == null || bytes.length == 4) {
      return hash.text(before, client.ip());
    }
    StringBuilder prefix = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int bits = Math.clamp(ipv6Prefix - i * 8L, 0, 8);
      prefix.append((char) (bytes[i] & (0xff00 >> bits) & 0xff));
    }
    return hash.text(before, prefix);
  }

  /** Names and addresses must not be mistaken for each other, hence the word between. */
  private long user(long before, FilterContext exchange) {
    String identity = exchange.identity();
    return identity == null
        ? client(before, exchange.client())
        : hash.text(hash.text(before, "user"), identity);
  }

  private long destination(long before, RequestHead request) {
    Authority authority = request.authority();
    return hash.text(before, authority == null ? "" : authority.host().text());
  }

  private long credential(long before, FilterContext exchange) {
    Headers fields = exchange.request().headers();
    for (int i = 0; i < CREDENTIALS.size(); i++) {
      int at = fields.find(CREDENTIALS.get(i), 0);
      if (at >= 0) {
        return hash.text(hash.text(before, "credential"), fields.value(at));
      }
    }
    String path = exchange.request().path();
    int from = queryKey(path);
    if (from < 0) {
      return client(before, exchange.client());
    }
    int end = path.indexOf('&', from);
    long number = hash.text(before, "credential");
    return hash.text(number, path, from, end < 0 ? path.length() : end);
  }

  /** Where the value of the query's {@code key} begins, or -1. */
  private static int queryKey(String path) {
    int at = path.indexOf('?');
    while (at >= 0 && !path.startsWith(QUERY_KEY, at + 1)) {
      at = path.indexOf('&', at + 1);
    }
    return at < 0 ? -1 : at + 1 + QUERY_KEY.length();
  }
}
