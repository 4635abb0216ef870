package dev.fairlead.app.log;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes messages that must not get lost and must not make trouble: what the target does not take
 * goes to standard error. Whoever opened the target closes it.
 */
final class Unfailing extends OutputStream {
  private final OutputStream target;
  private final OutputStream otherwise;

  Unfailing(OutputStream target) {
    this(target, Standard.error());
  }

  Unfailing(OutputStream target, OutputStream otherwise) {
    this.target = target;
    this.otherwise = otherwise;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      target.write(bytes, offset, length);
    } catch (IOException _) {
      writeElsewhere(bytes, offset, length);
    }
  }

  private void writeElsewhere(byte[] bytes, int offset, int length) {
    try {
      otherwise.write(bytes, offset, length);
    } catch (IOException _) {
      // Nobody is left to tell.
    }
  }
}
