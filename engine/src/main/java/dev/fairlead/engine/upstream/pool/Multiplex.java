package dev.fairlead.engine.upstream.pool;

import dev.fairlead.engine.exchange.UpstreamEvents;
import dev.fairlead.engine.exchange.UpstreamFacts;
import dev.fairlead.engine.exchange.UpstreamStream;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.HttpVersion;
import dev.fairlead.engine.upstream.http2.Http2UpstreamConnection;
import io.netty.channel.Channel;
import java.time.Duration;

/** One HTTP/2 connection in the pool, shared by exchanges. Event loop only. */
final class Multiplex implements Http2UpstreamConnection.Owner {
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** What the pool must hear. */
  interface Owner {
    void freed(Multiplex connection);

    void idle(Multiplex connection);

    void closed(Multiplex connection);
  }

  private final Owner owner;
  private final Channel channel;
  private final Http2UpstreamConnection connection;
  private UpstreamFacts facts;
  private boolean retired;
  private long idleSince;

  Multiplex(
      Owner owner, Endpoint endpoint, Channel channel, UpstreamFacts facts, Http2Limits limits) {
    this.owner = owner;
    this.channel = channel;
    this.facts = facts;
    this.connection = new Http2UpstreamConnection(endpoint, this, limits, SILENCE);
    channel.pipeline().addLast(connection);
    channel.config().setAutoRead(true);
  }

  boolean available() {
    return channel.isActive() && connection.available();
  }

  /** Claims a stream for an exchange and tells it. */
  UpstreamStream open(UpstreamEvents events) {
    UpstreamStream stream = connection.open(events);
    UpstreamFacts now = facts;
    facts = new UpstreamFacts(now.remote(), HttpVersion.HTTP_2, true, 0, 0, 0);
    events.connected(stream, now);
    return stream;
  }

  int streams() {
    return connection.openStreams();
  }

  /** Lets its streams finish and ends. */
  void retire() {
    retired = true;
    connection.drain();
  }

  boolean isRetired() {
    return retired;
  }

  void tick(long now, Duration idle) {
    connection.tick(now);
    if (connection.openStreams() > 0 || idleSince == 0) {
      idleSince = now;
    } else if (now - idleSince > idle.toNanos()) {
      connection.drain();
    }
  }

  @Override
  public void freed(Http2UpstreamConnection ignored) {
    owner.freed(this);
  }

  @Override
  public void idle(Http2UpstreamConnection ignored) {
    idleSince = 0;
    owner.idle(this);
  }

  @Override
  public void closed(Http2UpstreamConnection ignored) {
    owner.closed(this);
  }
}
