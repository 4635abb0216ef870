package dev.fairlead.engine.upstream.dial.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a small file says, read again when the file changes. Asking never waits: at most once a
 * second it starts a look at the file on another thread, and answers what was known before.
 */
final class WatchedFile<T> {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedFile.class);
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private record Stamp(FileTime modified, long size, @Nullable Object key) {}

  private final Path file;
  private final Function<String, T> parse;
  private final T absent;
  private final AtomicLong checked = new AtomicLong(System.nanoTime());
  private volatile T value;

  /** Guarded by this. */
  private @Nullable Stamp stamp;

  /** Reads the file for the first time, on the caller's thread. */
  WatchedFile(Path file, Function<String, T> parse, T absent) {
    this.file = file;
    this.parse = parse;
    this.absent = absent;
    this.value = absent;
    look();
  }

  /** What the file said when it was last looked at, or the value for an absent one. */
  T current() {
    long then = checked.get();
    long now = System.nanoTime();
    if (now - then > INTERVAL && checked.compareAndSet(then, now)) {
      Thread.ofVirtual().name("watch ", 0).start(this::look);
    }
    return value;
  }

  private synchronized void look() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Stamp seen = new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
      if (!seen.equals(stamp)) {
        value = parse.apply(Files.readString(file));
        stamp = seen;
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      value = absent;
      stamp = null;
    }
  }
}
