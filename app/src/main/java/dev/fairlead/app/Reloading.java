package dev.fairlead.app;

import dev.fairlead.app.config.Config;
import dev.fairlead.app.config.ConfigLoader;
import dev.fairlead.app.config.Invocation;
import dev.fairlead.app.config.Loaded;
import dev.fairlead.app.config.Overlay;
import dev.fairlead.app.config.Patch;
import dev.fairlead.app.config.read.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one configuration after the other to use, all of it or nothing: one that cannot be used
 * never replaces one that can. Thread-safe.
 */
final class Reloading {
  private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);
  private static final String UNCHANGED =
      "the configuration was not reloaded; the one before stays in force";

  /** Makes a configuration take effect, or changes nothing. */
  @FunctionalInterface
  interface Use {
    void accept(Config next) throws IOException;
  }

  private final ConfigLoader loader;
  private final Invocation call;
  private final Use use;
  private final Consumer<Set<Path>> watch;
  private volatile Loaded.Ready current;
  private volatile Tally tally = new Tally(0, 0, System.currentTimeMillis());
  private FileStates certificates;
  private boolean stopped;

  /**
   * @param first what is in force already
   * @param watch gets the files whose change is a reason to load again
   */
  Reloading(
      ConfigLoader loader,
      Invocation call,
      Loaded.Ready first,
      Use use,
      Consumer<Set<Path>> watch) {
    this.loader = loader;
    this.call = call;
    this.use = use;
    this.watch = watch;
    this.current = first;
    this.certificates = states(first.config());
    watch(first);
  }

  private static FileStates states(Config config) {
    return FileStates.of(FileStates.certificates(config));
  }

  /**
   * How it went so far.
   *
   * @param since when what is in force took effect, milliseconds since the epoch
   */
  record Tally(int used, int refused, long since) {}

  Tally tally() {
    return tally;
  }

  /** What is in force. */
  Loaded.Ready current() {
    return current;
  }

  /** No more from now on. */
  synchronized void stop() {
    stopped = true;
  }

  /**
   * Loads the configuration again, uses it if it is good, and says so either way.
   *
   * @param asked whether somebody wants it, so that certificates are read and log files opened
   *     again even if nothing seems to have changed
   */
  synchronized Reload reload(boolean asked) {
    if (stopped) {
      return new Reload.Failed("Fairlead is stopping");
    }
    Loaded loaded = loader.load(call);
    Reload outcome =
        switch (loaded) {
          case Loaded.Refused refused -> refused(refused.problems());
          case Loaded.Ready ready when asked || isNew(ready.config()) -> use(ready);
          case Loaded.Ready ready -> new Reload.Done(ready);
        };
    watch(loaded);
    count(outcome);
    return outcome;
  }

  private void count(Reload outcome) {
    Tally before = tally;
    if (!(outcome instanceof Reload.Done)) {
      tally = new Tally(before.used(), before.refused() + 1, before.since());
    }
  }

  private static Reload refused(List<Problem> problems) {
    problems.forEach(problem -> LOG.error("{}", problem));
    LOG.error(UNCHANGED);
    return new Reload.Refused(problems);
  }

  private boolean isNew(Config next) {
    return !next.equals(current.config()) || !states(next).equals(certificates);
  }

  private Reload use(Loaded.Ready next) {
    Config config = current.config();
    if (!next.config().server().threads().equals(config.server().threads())
        || next.config().server().transport() != config.server().transport()
        || !next.config().control().equals(config.control())
        || !next.config().controlPort().equals(config.controlPort())
        || next.config().metrics().enabled() != config.metrics().enabled()) {
      LOG.warn(
          "server.threads, server.transport, control and metrics.enabled take effect with the next"
              + " start");
    }
    FileStates files = states(next.config());
    try {
      use.accept(next.config());
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      LOG.error("{}: {}", UNCHANGED, reason);
      return new Reload.Failed(reason);
    }
    current = next;
    certificates = files;
    tally = new Tally(tally.used() + 1, tally.refused(), System.currentTimeMillis());
    LOG.info("the configuration was reloaded");
    return new Reload.Done(next);
  }

  /** Uses the configuration with a change, and keeps the change for the next start. */
  synchronized Reload patch(Patch patch) {
    Reload outcome = tried(patch);
    count(outcome);
    return outcome;
  }

  private Reload tried(Patch patch) {
    List<Problem> refusals = patch.refusals();
    if (!refusals.isEmpty()) {
      return new Reload.Refused(refusals);
    }
    Optional<Overlay> overlay = loader.overlay(call);
    if (stopped || overlay.isEmpty()) {
      return new Reload.Failed(
          stopped ? "Fairlead is stopping" : "there is no folder to keep the change in");
    }
    try {
      return patch(overlay.get(), patch.on(overlay.get().read()));
    } catch (IOException e) {
      return new Reload.Failed("cannot read " + overlay.get().file() + ": " + e.getMessage());
    }
  }

  private Reload patch(Overlay overlay, String text) {
    Loaded loaded = loader.load(call, text);
    if (!(loaded instanceof Loaded.Ready ready)) {
      return refused(loaded.problems());
    }
    Loaded.Ready before = current;
    Reload outcome = use(ready);
    if (outcome instanceof Reload.Done) {
      try {
        overlay.write(text);
      } catch (IOException e) {
        use(before);
        return new Reload.Failed("cannot write " + overlay.file() + ": " + e.getMessage());
      }
    }
    watch(ready);
    return outcome;
  }

  /** What was read, and the certificates of what is in force and of what was refused. */
  private void watch(Loaded loaded) {
    Set<Path> files = new HashSet<>(loaded.files());
    files.addAll(FileStates.certificates(current.config()));
    if (loaded instanceof Loaded.Ready ready) {
      files.addAll(FileStates.certificates(ready.config()));
    }
    watch.accept(files);
  }
}
