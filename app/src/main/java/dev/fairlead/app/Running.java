package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.config.Logging;
import dev.fairlead.app.log.AccessLog;
import dev.fairlead.app.log.Logs;
import dev.fairlead.engine.Engine;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.loop.Transport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Fairlead: serves one configuration after the other until it is told to stop. A
 * configuration that cannot be used never replaces one that can.
 */
public final class Running implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final ConfigLoader loader;
  private final Invocation call;
  private final Lasting lasting = Lasting.create();
  private final Assembly assembly = new Assembly(lasting);
  private final Engine engine;
  private final Outward outward;
  private final Watch watch;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Config config;
  private @Nullable AccessLog accessLog;

  private Running(ConfigLoader loader, Invocation call, Loaded.Ready first) {
    this.loader = loader;
    this.call = call;
    this.config = first.config();
    this.engine =
        new Engine(
            Transport.of(Transport.Choice.valueOf(config.server().transport().name())),
            config.server().threads().on(Runtime.getRuntime().availableProcessors()));
    this.outward = new Outward(engine);
    this.watch = new Watch(first.files(), this::reload);
  }

  /**
   * Starts serving.
   *
   * @throws IOException with a sentence that names thing and remedy, if it cannot
   */
  public static Running start(ConfigLoader loader, Invocation call, Loaded.Ready first)
      throws IOException {
    Running running;
    Logs.set(first.config().logging());
    try {
      running = new Running(loader, call, first);
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
    try {
      running.use(first.config());
    } catch (IOException | RuntimeException e) {
      running.engine.close();
      throw e;
    }
    running.lasting.health().ready();
    running.watch.start();
    return running;
  }

  private void use(Config next) throws IOException {
    AccessLog before = accessLog;
    boolean sameLog = before != null && next.logging().equals(config.logging());
    AccessLog log = sameLog ? before : open(next.logging());
    List<FlowListener> listeners = log == null ? List.of() : List.of(log);
    try {
      engine.use(assembly.world(next, outward, listeners));
    } catch (IOException | IllegalArgumentException e) {
      if (log != null && !sameLog) {
        log.close();
      }
      throw new IOException(e.getMessage(), e);
    }
    Logs.set(next.logging());
    config = next;
    accessLog = log;
    if (before != null && !sameLog) {
      before.close();
    }
  }

  private static @Nullable AccessLog open(Logging logging) throws IOException {
    if (!logging.access().enabled()) {
      return null;
    }
    boolean json = logging.accessFormat() == Logging.Format.JSON;
    OutputStream target =
        logging.file().isPresent()
            ? new FileOutputStream(logging.file().get().toFile(), true)
            : new FileOutputStream(FileDescriptor.out);
    return new AccessLog(target, json);
  }

  /** Loads the configuration again and uses it if it is good; says so either way. */
  public synchronized void reload() {
    Loaded loaded = loader.load(call);
    watch.watch(loaded.files());
    switch (loaded) {
      case Loaded.Refused refused -> {
        refused.problems().forEach(problem -> LOG.error("{}", problem));
        LOG.error("the configuration was not reloaded; the one before stays in force");
      }
      case Loaded.Ready ready -> reload(ready.config());
    }
  }

  private void reload(Config next) {
    if (next.equals(config)) {
      return;
    }
    if (!next.server().threads().equals(config.server().threads())
        || next.server().transport() != config.server().transport()) {
      LOG.warn("server.threads and server.transport take effect with the next start");
    }
    try {
      use(next);
      LOG.info("the configuration was reloaded");
    } catch (IOException e) {
      LOG.error("the configuration was not reloaded: {}", e.getMessage());
    }
  }

  public List<InetSocketAddress> addresses() {
    return engine.addresses();
  }

  public Config config() {
    return config;
  }

  public String transport() {
    return engine.transport().name();
  }

  /** Accepts no more, lets exchanges finish within {@code drain}, and ends. */
  public void stop() {
    lasting.health().draining();
    watch.close();
    Duration patience = config.server().timeouts().drain();
    try {
      engine.drain(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  @Override
  public void close() {
    watch.close();
    engine.close();
    if (accessLog != null) {
      accessLog.close();
    }
    ended.countDown();
  }

  /** Waits until it has ended. */
  public void await() throws InterruptedException {
    ended.await();
  }
}
