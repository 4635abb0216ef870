package dev.fairlead.filters.authentication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/** A SHA-256, salted unless it was written by hand. */
final class Digested implements Secret {
  private final byte[] salt;
  private final byte[] digest;

  /**
   * @throws IllegalArgumentException if the digest is none of SHA-256
   */
  Digested(byte[] salt, byte[] digest) {
    if (digest.length != 32) {
      throw new IllegalArgumentException("not 32 bytes");
    }
    this.salt = salt;
    this.digest = digest;
  }

  static Digested withSalt(byte[] salt, String text) {
    return new Digested(salt, digest(salt, text));
  }

  @Override
  public boolean matches(String text) {
    return MessageDigest.isEqual(digest, digest(salt, text));
  }

  @Override
  public int rounds() {
    return 0;
  }

  private static byte[] digest(byte[] salt, String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt);
      return sha.digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digested that
        && MessageDigest.isEqual(salt, that.salt)
        && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return "****";
  }
}
