package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.log.Journal;
import dev.fairlead.app.log.Logs;
import dev.fairlead.app.log.Losses;
import dev.fairlead.engine.Engine;
import dev.fairlead.engine.World;
import dev.fairlead.engine.flow.FlowListener;
import dev.fairlead.engine.loop.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A running Fairlead: serves one configuration after the other until it is told to stop. */
public final class Running implements AutoCloseable {
  private final Lasting lasting = Lasting.create();
  private final Assembly assembly = new Assembly(lasting);
  private final Journal journal;
  private final Engine engine;
  private final Outward outward;
  private final ControlPlane control;
  private final List<FlowListener> listeners;
  private final Watch watch;
  private final Disk disk = new Disk();
  private final StateFolder state;
  private final Reloading reloading;
  private final CountDownLatch ended = new CountDownLatch(1);

  private Running(ConfigLoader loader, Invocation call, Loaded.Ready first) {
    Config config = first.config();
    this.engine =
        new Engine(
            Transport.of(Transport.Choice.valueOf(config.server().transport().name())),
            config.server().threads().on(Runtime.getRuntime().availableProcessors()));
    this.outward = new Outward(engine, lasting.control());
    this.control = new ControlPlane(config, call.environment());
    this.journal = new Journal(control.logs());
    this.listeners = new ArrayList<>(control.listeners());
    listeners.add(journal);
    this.state = StateFolder.of(call.environment());
    this.watch = new Watch(this::lookAgain);
    this.reloading = new Reloading(loader, call, first, this::use, watch::watch);
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
      running.open(first.config());
    } catch (IOException | RuntimeException e) {
      running.close();
      throw e;
    }
    return running;
  }

  private void open(Config first) throws IOException {
    control.start(engine, lasting, reloading, journal.losses());
    use(first);
    control.announce(engine.addresses());
    disk.start();
    lasting
        .health()
        .open(Map.of("not_listening", engine::listening, "disk_not_writable", disk::writable));
    watch.start();
  }

  /** All or nothing: what can fail comes before what takes effect. */
  private void use(Config next) throws IOException {
    Logs logs = Logs.open(next.logging(), journal.losses());
    World world;
    try {
      world = assembly.world(next, outward, listeners);
      engine.use(world);
      assembly.inForce();
    } catch (IOException | RuntimeException e) {
      logs.close();
      throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
    journal.use(logs);
    control.inForce(next, world.policy());
    disk.expect(folders(next));
  }

  /** Where something is written while running. */
  private List<Path> folders(Config config) {
    return Stream.concat(
            Stream.of(config.logging().file(), config.logging().errorFile())
                .flatMap(Optional::stream)
                .map(file -> file.toAbsolutePath().getParent()),
            Stream.of(state.path()))
        .distinct()
        .toList();
  }

  /** Loads the configuration again and uses it if it is good; says so either way. */
  public void reload() {
    reloading.reload(true);
  }

  private void lookAgain() {
    reloading.reload(false);
  }

  /** The addresses of the data port, in the order of the configuration. */
  public List<InetSocketAddress> addresses() {
    return engine.addresses();
  }

  /** The address of the control port, if there is one. */
  public Optional<InetSocketAddress> controlAddress() {
    return lasting.control().address();
  }

  public Config config() {
    return reloading.current().config();
  }

  /** Access lines that could not be kept. */
  public Losses losses() {
    return journal.losses();
  }

  public String transport() {
    return engine.transport().name();
  }

  /** Accepts no more, lets exchanges finish within {@code drain}, and ends. */
  public void stop() {
    reloading.stop();
    lasting.health().drain();
    watch.close();
    Duration patience = config().server().timeouts().drain();
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
    disk.close();
    lasting.lists().close();
    engine.close();
    control.close();
    journal.close();
    ended.countDown();
  }

  /** Waits until it has ended. */
  public void await() throws InterruptedException {
    ended.await();
  }
}
