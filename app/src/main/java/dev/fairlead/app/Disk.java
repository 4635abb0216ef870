package dev.fairlead.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the folders of logs and state can still be written to, by trying every other
 * second. A folder in which nothing could be written to begin with is not missed: some containers
 * have no other. Thread-safe.
 */
final class Disk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Disk.class);
  private static final long PAUSE_MS = 2000;

  /** A disk that takes longer than this to take a few bytes counts as broken. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);

  private static final byte[] SOME = new byte[4096];

  private final ScheduledExecutorService trying =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("disk").daemon().factory());
  private volatile List<Path> folders = List.of();
  private volatile boolean broken;
  private volatile long triedAt = System.nanoTime();

  void start() {
    trying.scheduleWithFixedDelay(this::look, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  /** Those of these folders that can be written to must stay so. */
  void expect(List<Path> wanted) {
    List<Path> writable = new ArrayList<>();
    for (Path folder : wanted) {
      if (problem(folder) == null) {
        writable.add(folder);
      }
    }
    folders = List.copyOf(writable);
  }

  /** Whether all of them could be written to a moment ago. */
  boolean writable() {
    return !broken && System.nanoTime() - triedAt < PATIENCE;
  }

  private void look() {
    boolean worked = true;
    for (Path folder : folders) {
      IOException problem = problem(folder);
      worked &= problem == null;
      if (problem != null && !broken) {
        LOG.error(
            "cannot write to the folder {}: {}; make room on its disk or give it back to this user",
            folder,
            problem.toString());
      }
    }
    if (broken && worked) {
      LOG.info("all folders can be written to again");
    }
    broken = !worked;
    triedAt = System.nanoTime();
  }

  private static @Nullable IOException problem(Path folder) {
    try {
      Path attempt = Files.createTempFile(folder, ".fairlead", ".try");
      try {
        Files.write(attempt, SOME);
      } finally {
        Files.deleteIfExists(attempt);
      }
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  @Override
  public void close() {
    trying.shutdownNow();
  }
}
