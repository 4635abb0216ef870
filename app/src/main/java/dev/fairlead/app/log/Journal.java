package dev.fairlead.app.log;

import dev.fairlead.engine.flow.Flow;
import dev.fairlead.engine.flow.FlowListener;
import org.jspecify.annotations.Nullable;

/**
 * Where finished exchanges are written, whichever access log is in force when they finish: an
 * exchange may well outlive the log under which it began. Thread-safe.
 */
public final class Journal implements FlowListener, AutoCloseable {
  private volatile @Nullable AccessLog current;

  @Override
  public void ended(Flow flow) {
    AccessLog log = current;
    while (log != null && !log.add(flow)) {
      log = current;
    }
  }

  /** Writes there from now on, nowhere if null, and closes the log before. */
  public synchronized void use(@Nullable AccessLog next) {
    AccessLog before = current;
    current = next;
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void close() {
    use(null);
  }
}
