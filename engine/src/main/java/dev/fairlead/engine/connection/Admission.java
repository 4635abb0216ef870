package dev.fairlead.engine.connection;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Knows all open client connections, and lets in no more than the limits allow. Thread-safe. */
public final class Admission {
  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ConcurrentHashMap<InetAddress, Integer> perClient = new ConcurrentHashMap<>();

  /** Takes a place until the channel closes; loopback clients count in all but not per client. */
  boolean enter(Channel channel, InetAddress client, ListenerSettings limits) {
    if (open.size() >= limits.maxConnections()) {
      return false;
    }
    if (!client.isLoopbackAddress()) {
      if (perClient.merge(client, 1, Integer::sum) > limits.maxPerClient()) {
        leave(client);
        return false;
      }
      channel.closeFuture().addListener(_ -> leave(client));
    }
    Visit.begins(channel);
    return open.add(channel);
  }

  /** Every open connection, as far as it has said who it is. */
  public List<Visit> visits() {
    return open.stream().map(Visit::of).filter(Visit::isKnown).toList();
  }

  private void leave(InetAddress client) {
    perClient.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
  }

  public int connections() {
    return open.size();
  }

  public void closeAll() {
    open.close().awaitUninterruptibly();
  }
}
