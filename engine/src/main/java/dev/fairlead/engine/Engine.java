package dev.fairlead.engine;

import dev.fairlead.engine.connection.Admission;
import dev.fairlead.engine.connection.Handshakes;
import dev.fairlead.engine.connection.Listener;
import dev.fairlead.engine.connection.ListenerSettings;
import dev.fairlead.engine.connection.Service;
import dev.fairlead.engine.connection.Visit;
import dev.fairlead.engine.loop.Transport;
import dev.fairlead.engine.upstream.health.Prober;
import dev.fairlead.engine.upstream.pool.Shares;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The running data plane. Methods may be called from any thread but an event loop. */
public final class Engine implements AutoCloseable {
  private final Transport transport;
  private final MultiThreadIoEventLoopGroup loops;
  private final Admission admission = new Admission();
  private final Shares shares = new Shares();
  private final Handshakes handshakes = new Handshakes();
  private final Map<EventLoop, Worker> workers = new ConcurrentHashMap<>();
  private volatile Map<InetSocketAddress, Listener> listeners = Map.of();
  private volatile @Nullable World world;
  private @Nullable Prober prober;

  /**
   * Starts event loops, not yet listeners.
   *
   * @param threads event loops, at least 1
   */
  public Engine(Transport transport, int threads) {
    this.transport = transport;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("loop"), transport.loops());
  }

  public Transport transport() {
    return transport;
  }

  /**
   * Puts a world into force: binds what is new, swaps the rules, then closes what is gone. If an
   * address cannot be bound, nothing has changed.
   *
   * @throws IOException with a sentence that names address and remedy
   */
  public synchronized void use(World next) throws IOException {
    Map<InetSocketAddress, Listener> before = listeners;
    Map<InetSocketAddress, Listener> after = new LinkedHashMap<>();
    List<Listener> opened = new ArrayList<>();
    equip(next);
    try {
      for (InetSocketAddress address : next.listeners().keySet()) {
        Listener kept = before.get(address);
        if (kept == null) {
          kept = bind(address, next.listeners().get(address));
          opened.add(kept);
        }
        after.put(address, kept);
      }
    } catch (IOException e) {
      opened.forEach(Listener::close);
      throw e;
    }
    world = next;
    listeners = Collections.unmodifiableMap(after);
    workers.values().forEach(worker -> worker.swap(next));
    watch(next);
    before.forEach((address, listener) -> closeUnless(after.containsKey(address), listener));
  }

  private void watch(World next) {
    if (prober == null) {
      prober = new Prober(workers.values().stream().map(Worker::place).toList());
    }
    prober.use(next.groups());
  }

  private static void closeUnless(boolean kept, Listener listener) {
    if (!kept) {
      listener.close();
    }
  }

  private void equip(World first) {
    if (workers.isEmpty()) {
      world = first;
      for (EventExecutor executor : loops) {
        EventLoop loop = (EventLoop) executor;
        workers.put(loop, new Worker(loop, shares, handshakes, first));
      }
    }
  }

  private Listener bind(InetSocketAddress address, ListenerSettings first) throws IOException {
    return Listener.bind(
        loops, transport, address, () -> settings(address, first), this::service, admission);
  }

  /** A listener is bound a moment before its world is in force. */
  private ListenerSettings settings(InetSocketAddress address, ListenerSettings first) {
    World now = world;
    return now == null ? first : now.listeners().getOrDefault(address, first);
  }

  private Service service(EventLoop loop) {
    return Objects.requireNonNull(workers.get(loop), "a foreign event loop");
  }

  /** The addresses that are really bound, in the order of the configuration. */
  public List<InetSocketAddress> addresses() {
    return listeners.values().stream().map(Listener::address).toList();
  }

  /** Whether a connection to this address and port would come back to us. */
  public boolean isSelf(InetAddress address, int port) {
    return addresses().stream()
        .anyMatch(bound ->
            bound.getPort() == port
                && (bound.getAddress().equals(address)
                    || (bound.getAddress().isAnyLocalAddress() && isLocal(address))));
  }

  private static boolean isLocal(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true;
    }
  }

  /** The open client connections. */
  public List<Visit> visits() {
    return admission.visits();
  }

  /** How many client connections are open. */
  public int connections() {
    return admission.connections();
  }

  /** How many exchanges have begun, requests that were no message included. */
  public long begun() {
    return workers.values().stream().mapToLong(Worker::begun).sum();
  }

  /** TLS handshakes with clients. */
  public Handshakes handshakes() {
    return handshakes;
  }

  /** Upstream connections. */
  public Shares shares() {
    return shares;
  }

  /** Whether every listener of the world in force accepts. */
  public boolean listening() {
    Map<InetSocketAddress, Listener> now = listeners;
    return !now.isEmpty() && now.values().stream().allMatch(Listener::isOpen);
  }

  /** Accepts no more, lets exchanges finish for a while, and then closes what is left. */
  public synchronized void drain(Duration patience) throws InterruptedException {
    listeners.values().forEach(Listener::close);
    workers.values().forEach(Worker::drain);
    long deadline = System.nanoTime() + patience.toNanos();
    while (admission.connections() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    close();
  }

  @Override
  public void close() {
    listeners.values().forEach(Listener::close);
    admission.closeAll();
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
