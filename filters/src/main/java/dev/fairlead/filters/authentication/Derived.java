package dev.fairlead.filters.authentication;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 with HMAC-SHA-256 (RFC 8018 §5.2). */
final class Derived implements Secret {
  /** Bytes that one run of the iterations yields. */
  private static final int BLOCK = 32;

  private final int iterations;
  private final byte[] salt;
  private final byte[] key;

  /**
   * @param iterations 1000..10 million
   * @param salt at least 8 bytes
   * @param key 16 to 64 bytes
   * @throws IllegalArgumentException if one is out of range
   */
  Derived(int iterations, byte[] salt, byte[] key) {
    if (iterations < 1000 || iterations > 10_000_000) {
      throw new IllegalArgumentException("too few or too many iterations");
    }
    if (salt.length < 8 || key.length < BLOCK / 2 || key.length > 2 * BLOCK) {
      throw new IllegalArgumentException("too short or too long");
    }
    this.iterations = iterations;
    this.salt = salt;
    this.key = key;
  }

  @Override
  public boolean matches(String text) {
    return MessageDigest.isEqual(key, derive(text, salt, iterations, key.length));
  }

  @Override
  public int rounds() {
    return iterations * ((key.length + BLOCK - 1) / BLOCK);
  }

  /** Takes the time of that many rounds, for nothing. */
  static void idle(int rounds, String text) {
    if (rounds > 0) {
      byte[] _ = derive(text, new byte[16], rounds, BLOCK);
    }
  }

  static byte[] derive(String text, byte[] salt, int iterations, int length) {
    try {
      PBEKeySpec spec = new PBEKeySpec(text.toCharArray(), salt, iterations, length * 8);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no PBKDF2", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Derived that
        && iterations == that.iterations
        && MessageDigest.isEqual(salt, that.salt)
        && MessageDigest.isEqual(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  @Override
  public String toString() {
    return "****";
  }
}
