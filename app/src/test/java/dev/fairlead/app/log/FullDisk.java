package dev.fairlead.app.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A disk that can be full. Thread-safe. */
final class FullDisk extends OutputStream {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private volatile boolean full;

  void full(boolean is) {
    full = is;
  }

  String text() {
    return written.toString(UTF_8);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    written.write(bytes, offset, length);
  }
}
