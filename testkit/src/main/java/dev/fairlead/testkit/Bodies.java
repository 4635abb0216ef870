package dev.fairlead.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A body of any length that need not be stored: byte {@code i} depends on {@code i} alone, and the
 * pattern repeats only after 16 MiB, so a lost, doubled or swapped piece changes the digest.
 */
public final class Bodies {
  private Bodies() {}

  /** The byte at position {@code i}, counted from zero. */
  public static byte byteAt(long i) {
    return (byte) (i * 31 + (i >>> 8) * 17 + (i >>> 16) * 7);
  }

  /** The first {@code size} bytes. */
  public static byte[] pattern(int size) {
    return slice(0, size);
  }

  /** Bytes {@code from} to {@code from + size}. */
  public static byte[] slice(long from, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) bytes[i] = byteAt(from + i);
    return bytes;
  }

  /** The first {@code size} bytes as a stream, made while it is read. */
  public static InputStream stream(long size) {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        return position < size ? byteAt(position++) & 0xff : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (length == 0) return 0;
        if (position >= size) return -1;
        int count = (int) Math.min(length, size - position);
        for (int i = 0; i < count; i++) target[offset + i] = byteAt(position + i);
        position += count;
        return count;
      }

      @Override
      public int available() {
        return (int) Math.min(Integer.MAX_VALUE, size - position);
      }
    };
  }

  /** Lower-case hex SHA-256 of the first {@code size} bytes. */
  public static String sha256(long size) {
    try {
      return sha256(stream(size));
    } catch (IOException e) {
      throw new AssertionError("a stream without I/O failed", e);
    }
  }

  /** Lower-case hex SHA-256. */
  public static String sha256(byte[] bytes) {
    return hex(newSha256().digest(bytes));
  }

  /** Lower-case hex SHA-256 of everything the stream gives, in constant memory. */
  public static String sha256(InputStream in) throws IOException {
    MessageDigest digest = newSha256();
    byte[] buffer = new byte[64 * 1024];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
    return hex(digest.digest());
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
