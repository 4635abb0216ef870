package dev.fairlead.engine.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the TLS session that carries what is spoken: through a TLS gateway there are two. */
final class Tls {
  private Tls() {}

  /** The innermost one, or null where there is none. */
  static @Nullable SslHandler of(Channel channel) {
    SslHandler innermost = null;
    for (Map.Entry<String, ChannelHandler> each : channel.pipeline()) {
      if (each.getValue() instanceof SslHandler tls) {
        innermost = tls;
      }
    }
    return innermost;
  }
}
