package dev.fairlead.app.conformance;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.List;

/** Puts these handlers into one channel. */
final class Handlers extends ChannelInitializer<Channel> {
  private final List<ChannelHandler> handlers;

  Handlers(ChannelHandler... handlers) {
    this.handlers = List.of(handlers);
  }

  @Override
  protected void initChannel(Channel channel) {
    channel.pipeline().addLast(handlers.toArray(ChannelHandler[]::new));
  }
}
