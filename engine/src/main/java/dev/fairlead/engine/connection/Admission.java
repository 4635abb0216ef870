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
  /** Connections that are told at leisure that there is no room; more are just closed. */
  private static final int MOST_LEAVING = 256;

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup leaving = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ConcurrentHashMap<InetAddress, Integer> perClient = new ConcurrentHashMap<>();

  /** Takes a place among all connections until the channel closes. */
  boolean enter(Channel channel, ListenerSettings limits) {
    Visit.begins(channel);
    return open.size() < limits.maxConnections() && open.add(channel);
  }

  /**
   * Takes a place among the client's connections until the channel closes; loopback clients have as
   * many as they want.
   *
   * @param client who is there, not the load balancer in between
   */
  boolean enter(Channel channel, InetAddress client, ListenerSettings limits) {
    if (client.isLoopbackAddress()) {
      return true;
    }
    if (perClient.merge(client, 1, Integer::sum) > limits.maxPerClient()) {
      leave(client);
      return false;
    }
    channel.closeFuture().addListener(_ -> leave(client));
    return true;
  }

  /** Every open connection, as far as it has said who it is. */
  public List<Visit> visits() {
    return open.stream().map(Visit::of).filter(Visit::isKnown).toList();
  }

  private void leave(InetAddress client) {
    perClient.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
  }

  /** Whether a connection without a place may stay for the moment that a farewell takes. */
  boolean mayLinger(Channel channel) {
    open.remove(channel);
    return leaving.size() < MOST_LEAVING && leaving.add(channel);
  }

  public int connections() {
    return open.size();
  }

  public void closeAll() {
    leaving.close();
    open.close().awaitUninterruptibly();
  }
}
