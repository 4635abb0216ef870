package dev.fairlead.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Notices that files have changed, by looking once a second: that works for every editor, mount and
 * symbolic link, which notifications of the operating system do not. Acts once a change has
 * settled.
 */
final class Watch implements AutoCloseable {
  private final Runnable action;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watch").daemon().factory());
  private Map<Path, String> seen = new HashMap<>();
  private boolean unsettled;

  Watch(Set<Path> files, Runnable action) {
    this.action = action;
    watch(files);
  }

  void start() {
    looking.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
  }

  /** From now on these files, as they are now. */
  synchronized void watch(Set<Path> files) {
    Map<Path, String> now = new HashMap<>();
    files.forEach(file -> now.put(file, state(file)));
    seen = now;
  }

  private synchronized boolean changed() {
    boolean different = false;
    for (Map.Entry<Path, String> each : seen.entrySet()) {
      String now = state(each.getKey());
      different |= !now.equals(each.setValue(now));
    }
    boolean settled = unsettled && !different;
    unsettled = different;
    return settled;
  }

  private void look() {
    if (changed()) {
      action.run();
    }
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
      return facts.lastModifiedTime() + "/" + facts.size() + "/" + facts.fileKey();
    } catch (IOException _) {
      return "absent";
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
