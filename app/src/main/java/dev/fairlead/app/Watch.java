package dev.fairlead.app;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that files have changed, by looking twice a second: that works for every editor, mount
 * and symbolic link, which notifications of the operating system do not. Acts once a change has
 * settled.
 */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final long PAUSE_MS = 500;

  private final Runnable action;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watch").daemon().factory());
  private FileStates seen = FileStates.NONE;
  private boolean unsettled;

  Watch(Runnable action) {
    this.action = action;
  }

  void start() {
    looking.scheduleWithFixedDelay(this::look, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * From now on these files; one that was watched before is compared with what was seen then, so
   * that a change in the meantime is not missed.
   */
  synchronized void watch(Set<Path> files) {
    seen = seen.only(files);
  }

  private synchronized boolean changed() {
    FileStates now = seen.now();
    boolean different = !now.equals(seen);
    seen = now;
    boolean settled = unsettled && !different;
    unsettled = different;
    return settled;
  }

  private void look() {
    try {
      if (changed()) {
        action.run();
      }
    } catch (RuntimeException e) {
      // Otherwise this would have been the last look.
      LOG.error("watching the configuration went wrong", e);
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
