package dev.fairlead.control.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A named pipe: a process that reads it waits until the test writes, so nobody has to guess. */
final class Fifo {
  private Fifo() {}

  static Path make(Path path) {
    try {
      int code = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("mkfifo failed with " + code);
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
