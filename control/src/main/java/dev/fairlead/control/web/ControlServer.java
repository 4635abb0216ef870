package dev.fairlead.control.web;

import dev.fairlead.engine.message.Host;
import io.avaje.jex.Jex;
import io.avaje.jex.Routing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * The HTTP server of the control plane: sockets, threads and parser of its own, so that it answers
 * while the data plane is drowning. Each request runs on a virtual thread.
 */
public final class ControlServer implements AutoCloseable {
  private final Jex.Server server;
  private final ExecutorService threads;
  private final InetSocketAddress address;

  private ControlServer(Jex.Server server, ExecutorService threads, InetAddress host) {
    this.server = server;
    this.threads = threads;
    this.address = new InetSocketAddress(host, server.port());
  }

  /**
   * Listens and serves.
   *
   * @param names hosts under which we are addressed, besides our own addresses
   * @throws IOException with a sentence that names the address, if it cannot be bound
   */
  public static ControlServer start(
      InetSocketAddress bind,
      Token token,
      Predicate<Host> names,
      List<? extends Routing.HttpService> features)
      throws IOException {
    // The JDK's server reads these once, when its first instance is made.
    settle("sun.net.httpserver.nodelay", "true");
    settle("jdk.httpserver.maxConnections", "1000");
    // Seconds for a whole request, or who sends slowly could take all places for good.
    settle("sun.net.httpserver.maxReqTime", "30");
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("control-", 0).factory());
    Jex jex = routes(token, names, features);
    jex.config()
        .host(bind.getAddress().getHostAddress())
        .port(bind.getPort())
        .health(false)
        .executor(threads)
        .compression()
        .disableCompression();
    try {
      return new ControlServer(jex.start(), threads, bind.getAddress());
    } catch (UncheckedIOException e) {
      threads.shutdownNow();
      throw new IOException(
          "cannot listen on %s:%d: %s".formatted(bind.getHostString(), bind.getPort(), reason(e)),
          e);
    }
  }

  /** Everything but the socket: what is served, and who may come in. */
  static Jex routes(
      Token token, Predicate<Host> names, List<? extends Routing.HttpService> features) {
    Jex jex = Jex.create();
    Routing routing = jex.routing();
    features.forEach(feature -> feature.add(routing));
    routing.filter(new Gate(token, names));
    Errors.on(routing);
    return jex;
  }

  private static String reason(UncheckedIOException e) {
    IOException cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }

  private static void settle(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The address that is really bound. */
  public InetSocketAddress address() {
    return address;
  }

  /** Ends it; streams must have been closed before, or it waits for them. */
  @Override
  public void close() {
    server.shutdown();
    threads.shutdownNow();
  }
}
