package dev.fairlead.filters.access;

import dev.fairlead.engine.message.CidrSet;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.Host;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client behind trusted proxies. Each of them has added the address it was called from at
 * the end of {@code X-Forwarded-For}, so the list is read from the right, and the first address
 * that is no trusted proxy is the client: what stands left of it the client may have invented.
 */
final class ForwardedFor {
  private ForwardedFor() {}

  /**
   * The client's address, 4 or 16 bytes; null if a trusted proxy wrote something else than one.
   *
   * @param peer the trusted proxy that called us; it is the client itself if it names nobody
   */
  static byte @Nullable [] client(Headers fields, CidrSet trusted, byte[] peer) {
    List<String> values = fields.all(FieldName.X_FORWARDED_FOR);
    byte[] client = peer;
    for (int i = values.size() - 1; i >= 0; i--) {
      String[] hops = values.get(i).split(",", -1);
      for (int j = hops.length - 1; j >= 0; j--) {
        String hop = hops[j].strip();
        if (hop.isEmpty()) {
          continue;
        }
        byte[] address = address(hop);
        if (address == null || !trusted.contains(address)) {
          return address;
        }
        client = address;
      }
    }
    return client;
  }

  /** With or without a port; some proxies add it. */
  private static byte @Nullable [] address(String hop) {
    String bare = hop;
    int colon = hop.indexOf(':');
    if (hop.startsWith("[")) {
      bare = hop.substring(0, hop.indexOf(']') + 1);
    } else if (colon >= 0 && hop.indexOf(':', colon + 1) < 0) {
      bare = hop.substring(0, colon);
    }
    try {
      return Host.parse(bare).address();
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
