package dev.fairlead.engine.upstream.dial.dns;

import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.message.Failure;
import dev.fairlead.engine.message.Failure.Kind;
import io.netty.channel.EventLoop;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddresses;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one event loop: answers from the cache, joins a question that is already under
 * way, and bounds how many are. Netty carries the messages, each on a socket with a port of its own
 * so that answers are hard to forge; what they mean is decided here. Event loop only.
 */
final class DnsClient {
  /** How many different questions may be under way on one loop. */
  static final int MAX_QUESTIONS = 1024;

  /** Each question names its server; Netty's own choice of servers must never be used. */
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

  private final AnswerCache cache;
  private final DnsNameResolver wire;
  private final Map<Question, List<Consumer<Outcome>>> running = new HashMap<>();

  DnsClient(EventLoop loop, Transport transport, ResolverSettings settings, AnswerCache cache) {
    this.cache = cache;
    this.wire =
        new DnsNameResolverBuilder(loop)
            .datagramChannelFactory(transport.datagram())
            .socketChannelFactory(transport.stream())
            .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
            .queryTimeoutMillis(settings.queryTimeout().toMillis())
            .maxPayloadSize(1232)
            .nameServerProvider(_ -> DnsServerAddresses.singleton(NOBODY).stream())
            .searchDomains(List.of())
            .ndots(1)
            .hostsFileEntriesResolver((_, _) -> null)
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .build();
  }

  void ask(List<InetSocketAddress> servers, Question question, Consumer<Outcome> done) {
    Outcome known = cache.get(question);
    if (known != null) {
      done.accept(known);
      return;
    }
    List<Consumer<Outcome>> others = running.get(question);
    if (others != null) {
      others.add(done);
      return;
    }
    Failure hopeless = hopeless(servers, question);
    if (hopeless != null) {
      done.accept(new Outcome.Failed(hopeless));
      return;
    }
    running.put(question, new ArrayList<>(List.of(done)));
    new Query(wire::query, servers, question, outcome -> settle(question, outcome)).start();
  }

  private @Nullable Failure hopeless(List<InetSocketAddress> servers, Question question) {
    if (servers.isEmpty()) {
      return new Failure(
          Kind.NO_NAME,
          "%s cannot be resolved: this machine names no DNS server in /etc/resolv.conf"
              .formatted(question.name()));
    }
    return running.size() < MAX_QUESTIONS
        ? null
        : new Failure(Kind.OVERLOADED, "too many names are being resolved; try again shortly");
  }

  private void settle(Question question, Outcome outcome) {
    cache.put(question, outcome);
    List<Consumer<Outcome>> waiting = running.remove(question);
    if (waiting != null) {
      waiting.forEach(each -> each.accept(outcome));
    }
  }

  void close() {
    wire.close();
  }
}
