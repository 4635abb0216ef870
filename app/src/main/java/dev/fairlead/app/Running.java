package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.log.AccessLog;
import dev.fairlead.app.log.Journal;
import dev.fairlead.app.log.Logs;
import dev.fairlead.engine.Engine;
import dev.fairlead.engine.loop.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
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
  private final Journal journal = new Journal();
  private final Engine engine;
  private final Outward outward;
  private final Watch watch;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile Config config;
  private FileStates certificates;

  private Running(ConfigLoader loader, Invocation call, Loaded.Ready first) {
    this.loader = loader;
    this.call = call;
    this.config = first.config();
    this.certificates = FileStates.of(FileStates.certificates(config));
    this.engine =
        new Engine(
            Transport.of(Transport.Choice.valueOf(config.server().transport().name())),
            config.server().threads().on(Runtime.getRuntime().availableProcessors()));
    this.outward = new Outward(engine);
    this.watch = new Watch(() -> reload(false));
  }

  /**
   * Starts serving.
   *
   * @throws IOException with a sentence that names thing and remedy, if it cannot
   */
  public static Running start(ConfigLoader loader, Invocation call, Loaded.Ready first)
      throws IOException {
    Running running;
    try {
      running = new Running(loader, call, first);
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
    try {
      running.use(first.config());
    } catch (IOException | RuntimeException e) {
      running.close();
      throw e;
    }
    running.watch(first);
    running.lasting.health().ready();
    running.watch.start();
    return running;
  }

  /** All or nothing: what can fail comes before what takes effect. */
  private void use(Config next) throws IOException {
    FileStates files = FileStates.of(FileStates.certificates(next));
    AccessLog log = AccessLog.open(next.logging());
    try {
      engine.use(assembly.world(next, outward, List.of(journal)));
      assembly.inForce();
    } catch (IOException | RuntimeException e) {
      if (log != null) {
        log.close();
      }
      throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
    Logs.set(next.logging());
    journal.use(log);
    config = next;
    certificates = files;
  }

  /** Loads the configuration again and uses it if it is good; says so either way. */
  public void reload() {
    reload(true);
  }

  /**
   * Reloads.
   *
   * @param asked whether somebody wants it, so that certificates are read and log files opened
   *     again even if nothing seems to have changed
   */
  private synchronized void reload(boolean asked) {
    if (stopping) {
      return;
    }
    Loaded loaded = loader.load(call);
    switch (loaded) {
      case Loaded.Refused refused -> {
        watch(refused);
        refused.problems().forEach(problem -> LOG.error("{}", problem));
        LOG.error("the configuration was not reloaded; the one before stays in force");
      }
      case Loaded.Ready ready -> {
        if (asked || isNew(ready.config())) {
          reload(ready.config());
        }
        watch(ready);
      }
    }
  }

  private boolean isNew(Config next) {
    return !next.equals(config)
        || !FileStates.of(FileStates.certificates(next)).equals(certificates);
  }

  private void reload(Config next) {
    if (!next.server().threads().equals(config.server().threads())
        || next.server().transport() != config.server().transport()) {
      LOG.warn("server.threads and server.transport take effect with the next start");
    }
    try {
      use(next);
      LOG.info("the configuration was reloaded");
    } catch (IOException e) {
      LOG.error(
          "the configuration was not reloaded; the one before stays in force: {}", e.getMessage());
    }
  }

  /** What was read, and the certificates of what is in force and of what was refused. */
  private void watch(Loaded loaded) {
    Set<Path> files = new HashSet<>(loaded.files());
    files.addAll(FileStates.certificates(config));
    if (loaded instanceof Loaded.Ready ready) {
      files.addAll(FileStates.certificates(ready.config()));
    }
    watch.watch(files);
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
    stopping = true;
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
    lasting.lists().close();
    engine.close();
    journal.close();
    ended.countDown();
  }

  /** Waits until it has ended. */
  public void await() throws InterruptedException {
    ended.await();
  }
}
