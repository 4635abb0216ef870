package dev.fairlead.filters.domains;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The list files of a process. They outlive a reload of the configuration: a list that is named
 * again is not read again, and those in force are looked at twice a second, on a thread of their
 * own, and read again when they have changed.
 */
public final class DomainLists implements AutoCloseable {
  private static final long PAUSE_MS = 500;

  private final Consumer<String> warnings;

  /** Guarded by this. */
  private List<ListFile> inForce = List.of();

  /** Guarded by this. */
  private @Nullable ScheduledExecutorService looking;

  /**
   * A list as configured.
   *
   * @param name under which refusals speak of it
   */
  public record Source(String name, Path path, ListFormat format) {}

  /**
   * @param warnings is told, in sentences, what is wrong with a list
   */
  public DomainLists(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * The files of those lists; what is in force already is not read again.
   *
   * @throws IOException naming the file, if one cannot be read
   */
  synchronized List<ListFile> open(List<Source> sources) throws IOException {
    List<ListFile> files = new ArrayList<>();
    for (Source source : sources) {
      ListFile known = known(source);
      files.add(known != null ? known : ListFile.read(source.path(), source.format(), warnings));
    }
    return files;
  }

  private @Nullable ListFile known(Source source) {
    for (ListFile file : inForce) {
      if (file.isAt(source.path(), source.format())) {
        return file;
      }
    }
    return null;
  }

  /** These rules are in force: from now on their lists are watched, and no others. */
  public synchronized void watch(DomainRules rules) {
    inForce = rules.files();
    if (!inForce.isEmpty() && looking == null) {
      looking =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("lists").daemon().factory());
      var _ = looking.scheduleWithFixedDelay(this::look, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    try {
      current().forEach(ListFile::look);
    } catch (RuntimeException e) {
      // Otherwise this would have been the last look.
      warnings.accept("watching the domain lists went wrong: " + e);
    }
  }

  private synchronized List<ListFile> current() {
    return inForce;
  }

  @Override
  public synchronized void close() {
    if (looking != null) {
      looking.shutdownNow();
    }
  }
}
