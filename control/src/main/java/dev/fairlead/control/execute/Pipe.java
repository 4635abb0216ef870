package dev.fairlead.control.execute;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/*
 * Java's own pipes to a process have two faults here: a thread that waits in one cannot be woken,
 * so a grandchild that keeps the other end open would hold the thread for as long as it likes; and
 * when the process exits, Java closes them behind our back. So the pipe is made here, and both
 * ends are opened again by their names in /proc: once for the process, through the redirections of
 * ProcessBuilder, and once for us as a FileChannel, which can be closed under a waiting thread. The
 * two raw descriptors are then closed; they live for microseconds.
 */

/** A pipe whose ends are handed out by name, to be opened again; closing it closes only its own. */
final class Pipe implements AutoCloseable {
  private static final Path DESCRIPTORS =
      Path.of(Files.isDirectory(Path.of("/proc/self/fd")) ? "/proc/self/fd" : "/dev/fd");

  private final int readEnd;
  private final int writeEnd;

  Pipe() throws IOException {
    int[] ends = Native.pipe();
    readEnd = ends[0];
    writeEnd = ends[1];
  }

  /** The end that somebody else will read from. */
  File readEnd() {
    return name(readEnd).toFile();
  }

  /** The end that somebody else will write to. */
  File writeEnd() {
    return name(writeEnd).toFile();
  }

  /** Opens the end to read from. */
  FileChannel reader() throws IOException {
    return open(readEnd, StandardOpenOption.READ);
  }

  /** Opens the end to write to. */
  FileChannel writer() throws IOException {
    return open(writeEnd, StandardOpenOption.WRITE);
  }

  @Override
  public void close() {
    Native.close(readEnd);
    Native.close(writeEnd);
  }

  private static FileChannel open(int descriptor, OpenOption option) throws IOException {
    try {
      return FileChannel.open(name(descriptor), option);
    } catch (IOException e) {
      throw new IOException(
          "cannot open the pipe " + name(descriptor) + "; commands need /proc (or /dev/fd)", e);
    }
  }

  private static Path name(int descriptor) {
    return DESCRIPTORS.resolve(Integer.toString(descriptor));
  }
}
