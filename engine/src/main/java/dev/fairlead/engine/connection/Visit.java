package dev.fairlead.engine.connection;

import dev.fairlead.engine.message.Client;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An open client connection as operators see it. Written by its event loop, read by anybody. */
public final class Visit {
  private static final AttributeKey<Visit> KEY = AttributeKey.valueOf(Visit.class, "visit");

  private final long since = System.currentTimeMillis();
  private volatile @Nullable Client client;

  private Visit() {}

  static void begins(Channel channel) {
    channel.attr(KEY).set(new Visit());
  }

  /** Says who it is, again once TLS says more. */
  static void identify(Channel channel, Client client) {
    Visit visit = channel.attr(KEY).get();
    if (visit != null) {
      visit.client = client;
    }
  }

  static Visit of(Channel channel) {
    Visit visit = channel.attr(KEY).get();
    return visit == null ? new Visit() : visit;
  }

  /** Whether it has sent its first bytes. */
  boolean isKnown() {
    return client != null;
  }

  public Client client() {
    return Objects.requireNonNull(client, "a visit that is listed is known");
  }

  /** When it began, in milliseconds since the epoch. */
  public long since() {
    return since;
  }
}
