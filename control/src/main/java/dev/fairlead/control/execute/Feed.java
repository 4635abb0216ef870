package dev.fairlead.control.execute;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes a process's standard input, on a platform thread, and ends it. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Feed(FileChannel pipe, byte[] bytes) implements Runnable {
  @Override
  public void run() {
    try (pipe) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        pipe.write(rest);
      }
    } catch (IOException _) {
      // The process does not want to know the rest, or has ended.
    }
  }
}
