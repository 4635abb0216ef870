package dev.fairlead.engine.connection;

import dev.fairlead.engine.connection.http2.Exchanges;
import dev.fairlead.engine.connection.http2.Http2ClientConnection;
import dev.fairlead.engine.connection.http2.Http2Timeouts;
import dev.fairlead.engine.connection.http2.Refusal;
import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.loop.Ticker;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.RequestHead;
import io.netty.channel.ChannelPipeline;

/** Lets a connection that turned out to speak HTTP/2 begin exchanges. */
final class Http2Start implements Exchanges {
  private final Service service;
  private final Client client;

  private Http2Start(Service service, Client client) {
    this.service = service;
    this.client = client;
  }

  static void on(ChannelPipeline pipeline, Service service, Client client) {
    Service.Patience patience = service.patience();
    Http2Timeouts timeouts =
        new Http2Timeouts(patience.header(), patience.idle(), patience.write());
    Http2ClientConnection connection =
        new Http2ClientConnection(new Http2Start(service, client), service.http2(), timeouts);
    Ticker.Entry ticks =
        service
            .ticker()
            .add(now -> {
              if (service.draining()) {
                connection.drain();
              }
              connection.tick(now);
            });
    pipeline.channel().closeFuture().addListener(_ -> service.ticker().remove(ticks));
    pipeline.addLast(connection);
  }

  @Override
  public ClientEvents begin(RequestHead head, ClientStream stream) {
    return service.begin(client, head, stream);
  }

  @Override
  public ClientEvents refuse(Failure failure, ClientStream stream) {
    return Refusal.answer(service.reject(client, failure), stream);
  }
}
