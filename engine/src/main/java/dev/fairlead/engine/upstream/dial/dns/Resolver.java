package dev.fairlead.engine.upstream.dial.dns;

import dev.fairlead.engine.loop.Transport;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a name into addresses: pins first, then localhost (RFC 6761 §6.3), the hosts file, and DNS.
 * Shared by all loops, with one cache and a client for each loop.
 */
public final class Resolver implements AutoCloseable {
  private static final List<InetAddress> LOOPBACK =
      List.of(address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), address(127, 0, 0, 1));

  private final ResolverSettings settings;
  private final Transport transport;
  private final AnswerCache cache;
  private final Supplier<Hosts> hosts;
  private final WatchedFile<ResolvConf> system;
  private final Map<EventLoop, DnsClient> clients = new ConcurrentHashMap<>();

  public Resolver(ResolverSettings settings, Transport transport) {
    this.settings = settings;
    this.transport = transport;
    this.cache = new AnswerCache(settings, System::nanoTime);
    this.hosts = hosts(settings.hostsFile());
    this.system = new WatchedFile<>(settings.resolvConf(), ResolvConf::parse, ResolvConf.NONE);
  }

  private static Supplier<Hosts> hosts(@Nullable Path file) {
    return file == null
        ? () -> Hosts.NONE
        : new WatchedFile<>(file, Hosts::parse, Hosts.NONE)::current;
  }

  /**
   * Resolves a canonical name that is no address literal. On that loop only; cannot be cancelled,
   * because others may be waiting for the same answer.
   */
  public void resolve(EventLoop loop, String name, Answer answer) {
    List<InetAddress> known = withoutDns(name);
    if (!known.isEmpty()) {
      answer.resolved(known, List.of());
      return;
    }
    ResolvConf conf = system.current();
    boolean own = !settings.servers().isEmpty();
    List<InetSocketAddress> servers = own ? settings.servers() : conf.servers();
    List<String> candidates = own ? List.of(name) : conf.candidates(name);
    new Lookup(loop, client(loop), servers, name, candidates, answer).start();
  }

  private List<InetAddress> withoutDns(String name) {
    List<InetAddress> pinned = settings.pins().getOrDefault(name, List.of());
    if (!pinned.isEmpty()) {
      return pinned;
    }
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return LOOPBACK;
    }
    return hosts.get().addresses(name);
  }

  private DnsClient client(EventLoop loop) {
    return clients.computeIfAbsent(loop, at -> new DnsClient(at, transport, settings, cache));
  }

  /** How many answers are remembered, for the metrics. */
  public int cached() {
    return cache.size();
  }

  /** Closes the sockets; questions under way fail. */
  @Override
  public void close() {
    clients.values().forEach(DnsClient::close);
    clients.clear();
  }

  private static InetAddress address(int... bytes) {
    byte[] address = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      address[i] = (byte) bytes[i];
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }
}
