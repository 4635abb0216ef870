package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells a backend who asked: {@code X-Forwarded-For, -Host, -Proto} and {@code Forwarded} (RFC
 * 7239). What a client wrote there itself counts only if the client is a trusted proxy.
 */
public final class Forwarding {
  private final Predicate<InetAddress> trusted;

  public Forwarding(Predicate<InetAddress> trusted) {
    this.trusted = trusted;
  }

  void describe(RequestHead request, Client client) {
    Headers fields = request.headers();
    InetAddress address = client.address().getAddress();
    String host = request.authority() == null ? "" : request.authority().toString();
    String scheme = client.scheme();
    if (address == null || !trusted.test(address)) {
      fields.remove(FieldName.X_FORWARDED_FOR);
      fields.remove(FieldName.X_FORWARDED_HOST);
      fields.remove(FieldName.X_FORWARDED_PROTO);
      fields.remove(FieldName.FORWARDED);
    }
    append(fields, FieldName.X_FORWARDED_FOR, client.ip());
    if (!host.isEmpty()) {
      fields.setIfAbsent(FieldName.X_FORWARDED_HOST, host);
    }
    fields.setIfAbsent(FieldName.X_FORWARDED_PROTO, scheme);
    append(fields, FieldName.FORWARDED, element(address, client.ip(), host, scheme));
  }

  private static String element(
      @Nullable InetAddress address, String ip, String host, String scheme) {
    String node = address instanceof Inet6Address ? "\"[" + ip + "]\"" : ip;
    String by = host.isEmpty() ? "" : ";host=\"" + host + '"';
    return "for=" + node + by + ";proto=" + scheme;
  }

  private static void append(Headers fields, FieldName name, String value) {
    String before = fields.joined(name);
    fields.set(name, before == null ? value : before + ", " + value);
  }
}
