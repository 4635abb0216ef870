package dev.fairlead.app.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output or standard error. Belongs to the process, so it stays open. */
final class Standard extends OutputStream {
  private final FileOutputStream target;

  private Standard(FileDescriptor descriptor) {
    target = new FileOutputStream(descriptor);
  }

  static Standard output() {
    return new Standard(FileDescriptor.out);
  }

  static Standard error() {
    return new Standard(FileDescriptor.err);
  }

  @Override
  public void write(int b) throws IOException {
    target.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    target.write(bytes, offset, length);
  }

  @Override
  public void close() {}
}
