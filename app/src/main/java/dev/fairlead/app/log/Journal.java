package dev.fairlead.app.log;

import dev.fairlead.control.logs.RecentLogs;
import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import org.jspecify.annotations.Nullable;

/**
 * Where finished exchanges are written, whichever logs are in force when they finish: an exchange
 * may well outlive the log under which it began. Thread-safe.
 */
public final class Journal implements FlowListener, AutoCloseable {
  private final Losses losses = new Losses();
  private final RecentLogs recent;
  private volatile @Nullable AccessLog lines;

  // Guarded by this.
  private @Nullable Logs current;

  /**
   * @param recent sees every message, too
   */
  public Journal(RecentLogs recent) {
    this.recent = recent;
  }

  @Override
  public void ended(Flow flow) {
    AccessLog log = lines;
    while (log != null && !log.add(flow)) {
      log = lines;
    }
  }

  /** Lines that could not be kept. */
  public Losses losses() {
    return losses;
  }

  /** Writes lines and messages there from now on, and closes the logs before. Does not fail. */
  public synchronized void use(Logs next) {
    Logs before = current;
    next.messages().tap(recent);
    next.messages().use();
    lines = next.access();
    current = next;
    if (before != null) {
      before.close();
    }
  }

  /** Writes what is left of the lines. Messages may still come, so their file stays open. */
  @Override
  public synchronized void close() {
    AccessLog before = lines;
    lines = null;
    if (before != null) {
      before.close();
    }
  }
}
