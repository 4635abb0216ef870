package dev.fairlead.engine;

import dev.fairlead.engine.connection.Handshakes;
import dev.fairlead.engine.connection.Service;
import dev.fairlead.engine.exchange.ClientEvents;
import dev.fairlead.engine.exchange.ClientStream;
import dev.fairlead.engine.exchange.Exchange;
import dev.fairlead.engine.exchange.Policy;
import dev.fairlead.engine.exchange.Ticks;
import dev.fairlead.engine.http1.Http1Limits;
import dev.fairlead.engine.http2.Http2Limits;
import dev.fairlead.engine.loop.Ticker;
import dev.fairlead.engine.message.Answer;
import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.upstream.health.Prober;
import dev.fairlead.engine.upstream.pool.Pool;
import dev.fairlead.engine.upstream.pool.Shares;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What one event loop works with: exchanges are born, served and recorded here, without locks. */
final class Worker implements Service {
  private final EventLoop loop;
  private final Ticker ticker;
  private final Pool pool;
  private final Handshakes handshakes;
  private final Supplier<Policy> rules = this::policy;
  private volatile World world;
  private volatile boolean draining;

  /** Exchanges so far. Written by this loop alone, read by anybody. */
  private final AtomicLong begun = new AtomicLong();

  Worker(EventLoop loop, Shares shares, Handshakes handshakes, World world) {
    this.loop = loop;
    this.handshakes = handshakes;
    this.world = world;
    this.ticker = new Ticker(loop);
    this.pool = new Pool(loop, ticker, shares, world.upstream());
  }

  void swap(World next) {
    world = next;
    loop.execute(() -> pool.settings(next.upstream()));
  }

  /** Where health checks may be asked from. */
  Prober.Place place() {
    return new Prober.Place(loop, pool);
  }

  void drain() {
    draining = true;
  }

  @Override
  public ClientEvents begin(Client client, RequestHead head, ClientStream stream) {
    count();
    return Exchange.begin(rules, pool, loop, stream, client, head, Ticks.SYSTEM);
  }

  private void count() {
    begun.setRelease(begun.getPlain() + 1);
  }

  long begun() {
    return begun.get();
  }

  private Policy policy() {
    return world.policy();
  }

  @Override
  public Answer reject(Client client, Failure failure) {
    count();
    Exchange.rejected(world.policy(), client, failure, Ticks.SYSTEM);
    return render(failure);
  }

  @Override
  public Answer render(Failure failure) {
    return world.policy().replies().of(failure, null, new Headers());
  }

  @Override
  public Http1Limits limits() {
    return world.limits();
  }

  @Override
  public Http2Limits http2() {
    return world.http2();
  }

  @Override
  public Patience patience() {
    return world.patience();
  }

  @Override
  public Ticker ticker() {
    return ticker;
  }

  @Override
  public Handshakes handshakes() {
    return handshakes;
  }

  @Override
  public boolean draining() {
    return draining;
  }
}
