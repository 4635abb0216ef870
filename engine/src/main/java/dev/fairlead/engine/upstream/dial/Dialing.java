package dev.fairlead.engine.upstream.dial;

import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import dev.fairlead.engine.message.Gateway;
import dev.fairlead.engine.message.Host;
import dev.fairlead.engine.upstream.dial.gateway.ConnectHandshake;
import dev.fairlead.engine.upstream.dial.gateway.Handshake;
import dev.fairlead.engine.upstream.dial.gateway.SocksHandshake;
import dev.fairlead.engine.upstream.dial.socket.Race;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One dial on its way through names, addresses, sockets and layers. Event loop only. */
final class Dialing implements Dial {
  private final Dialer dialer;
  private final EventLoop loop;
  private final Endpoint endpoint;
  private final DialListener listener;
  private Stage stage = new Stage.Waiting();
  private @Nullable Future<?> timer;
  private long deadline;
  private long dnsNanos;
  private long connectNanos;

  /** What a dial is doing, and so what a time-out means and a cancel must undo. */
  private sealed interface Stage {
    record Waiting() implements Stage {}

    record Resolving(Place place) implements Stage {}

    record Connecting(Race race) implements Stage {}

    record Layering(Channel channel, Setup setup) implements Stage {}

    record Over() implements Stage {}
  }

  Dialing(Dialer dialer, EventLoop loop, Endpoint endpoint, DialListener listener) {
    this.dialer = dialer;
    this.loop = loop;
    this.endpoint = endpoint;
    this.listener = listener;
  }

  void start() {
    if (over()) {
      return;
    }
    deadline = System.nanoTime() + dialer.timeoutNanos();
    timer = loop.schedule(this::timedOut, dialer.timeoutNanos(), TimeUnit.NANOSECONDS);
    Gateway gateway = endpoint.gateway();
    if (gateway == null) {
      resolve(
          Place.origin(endpoint),
          addresses -> connect(addresses, layers(null, target(endpoint.host()))));
    } else {
      through(gateway);
    }
  }

  private Authority target(Host host) {
    return new Authority(host, endpoint.port());
  }

  /* ------------------------------------ gateways ------------------------------------ */

  private void through(Gateway gateway) {
    Host host = endpoint.host();
    if (host.isAddress()) {
      Failure refusal = dialer.candidates().refusal(Place.origin(endpoint));
      if (refusal != null) {
        fail(refusal, false);
      } else {
        reach(gateway, target(host));
      }
    } else if (!gateway.remoteDns() || dialer.resolvesForGateways()) {
      resolve(Place.origin(endpoint), addresses -> reach(gateway, target(preferred(addresses))));
    } else {
      reach(gateway, target(host));
    }
  }

  /** The address that was judged is the one the gateway is asked for; IPv4 works with most. */
  private static Host preferred(List<InetSocketAddress> addresses) {
    InetSocketAddress chosen =
        addresses.stream()
            .filter(each -> each.getAddress() instanceof Inet4Address)
            .findFirst()
            .orElse(addresses.getFirst());
    return Host.parse(NetUtil.toAddressString(chosen.getAddress()));
  }

  private void reach(Gateway gateway, Authority target) {
    resolve(Place.of(gateway), addresses -> connect(addresses, layers(gateway, target)));
  }

  private List<Layer> layers(@Nullable Gateway gateway, Authority target) {
    List<Layer> layers = new ArrayList<>();
    if (gateway != null) {
      String who = who();
      if (gateway.kind() == Gateway.Kind.HTTPS) {
        layers.add(new Layer.Secure(gateway.host(), gateway.port(), false, who, true));
      }
      if (!endpoint.absoluteForm()) {
        layers.add(new Layer.Tunnel(handshake(gateway, target), who));
      }
    }
    if (endpoint.tls()) {
      boolean offerHttp2 = endpoint.use() == Endpoint.Use.HTTP;
      String who = endpoint.host().uriText();
      layers.add(new Layer.Secure(endpoint.host(), endpoint.port(), offerHttp2, who, false));
    }
    return layers;
  }

  private static Handshake handshake(Gateway gateway, Authority target) {
    return switch (gateway.kind()) {
      case HTTP, HTTPS -> new ConnectHandshake(gateway, target);
      case SOCKS5 -> new SocksHandshake(gateway, target);
    };
  }

  /** Whom the socket connects to, for a person. */
  private String who() {
    Gateway gateway = endpoint.gateway();
    return gateway == null
        ? endpoint.host().uriText() + ":" + endpoint.port()
        : "gateway " + gateway.name();
  }

  /* ------------------------------------ steps ------------------------------------ */

  private void resolve(Place place, Consumer<List<InetSocketAddress>> next) {
    Stage.Resolving resolving = new Stage.Resolving(place);
    stage = resolving;
    long began = System.nanoTime();
    dialer
        .candidates()
        .find(
            loop,
            place,
            addresses -> {
              if (stage.equals(resolving)) {
                dnsNanos += place.host().isAddress() ? 0 : System.nanoTime() - began;
                next.accept(addresses);
              }
            },
            failure -> {
              if (stage.equals(resolving)) {
                fail(failure, place.gateway());
              }
            });
  }

  private void connect(List<InetSocketAddress> addresses, List<Layer> layers) {
    long began = System.nanoTime();
    Race race =
        new Race(
            loop,
            dialer.connector(),
            who(),
            addresses,
            deadline,
            new Race.Finish() {
              @Override
              public void won(Channel channel, InetSocketAddress address) {
                connectNanos = System.nanoTime() - began;
                lay(channel, address, layers);
              }

              @Override
              public void lost(Failure failure) {
                fail(failure, endpoint.gateway() != null);
              }
            });
    stage = new Stage.Connecting(race);
    race.start();
  }

  private void lay(Channel channel, InetSocketAddress address, List<Layer> layers) {
    Setup setup =
        new Setup(
            dialer.tls(),
            layers,
            new Setup.Finish() {
              @Override
              public void ready(String protocol, long tlsNanos, long tunnelNanos) {
                long connect = connectNanos + tunnelNanos;
                end();
                listener.connected(
                    channel, new DialFacts(address, protocol, dnsNanos, connect, tlsNanos));
              }

              @Override
              public void failed(Failure failure, boolean gatewayOnly) {
                fail(failure, gatewayOnly);
              }
            });
    stage = new Stage.Layering(channel, setup);
    channel.pipeline().addLast(setup);
  }

  /* ------------------------------------ endings ------------------------------------ */

  @Override
  public void cancel() {
    Stage left = end();
    switch (left) {
      case Stage.Connecting(Race race) -> race.cancel();
      case Stage.Layering(Channel channel, _) -> {
        var _ = channel.close();
      }
      case Stage.Waiting _, Stage.Resolving _, Stage.Over _ -> {}
    }
  }

  /** Leaves the stage for good and says which it was. */
  private Stage end() {
    Stage left = stage;
    stage = new Stage.Over();
    if (timer != null) {
      timer.cancel(false);
    }
    return left;
  }

  private boolean over() {
    return stage instanceof Stage.Over;
  }

  private void fail(Failure failure, boolean gatewayOnly) {
    if (!over()) {
      cancel();
      listener.failed(new DialFailure(failure, gatewayOnly && isAbsence(failure.kind())));
    }
  }

  /** Nobody was there, as opposed to somebody who said no or is not who they should be. */
  private static boolean isAbsence(Kind kind) {
    return switch (kind) {
      case NO_NAME, DNS_TIMEOUT, CONNECTION_REFUSED, CONNECTION_TIMEOUT -> true;
      case CONNECTION_BROKEN, UNROUTABLE -> true;
      default -> false;
    };
  }

  private void timedOut() {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(dialer.timeoutNanos());
    String within = " within the connect timeout of " + seconds + " s";
    switch (stage) {
      case Stage.Resolving(Place place) ->
          fail(
              new Failure(Kind.DNS_TIMEOUT, place.host() + " could not be resolved" + within),
              place.gateway());
      case Stage.Connecting _ ->
          fail(
              timeout(who() + " did not accept a connection" + within), endpoint.gateway() != null);
      case Stage.Layering(_, Setup setup) -> {
        Layer layer = setup.current();
        String what = layer instanceof Layer.Tunnel ? "the tunnel" : "the TLS handshake";
        String who = layer == null ? who() : layer.who();
        fail(
            timeout(who + " did not complete " + what + within),
            layer != null && layer.gatewayOnly());
      }
      case Stage.Waiting _, Stage.Over _ -> {}
    }
  }

  private static Failure timeout(String message) {
    return new Failure(Kind.CONNECTION_TIMEOUT, message);
  }
}
