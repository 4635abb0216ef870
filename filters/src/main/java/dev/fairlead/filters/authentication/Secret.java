package dev.fairlead.filters.authentication;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password or token as it is kept: never in the clear. Two written forms exist, for the
 * configuration file: {@code sha256$HEX} for tokens, which are long and random, and {@code
 * pbkdf2-sha256$ITERATIONS$SALT$KEY} (base64) for passwords, which people choose.
 */
public sealed interface Secret {
  /** Whether the text is the secret; takes the same time whatever differs. */
  boolean matches(String text);

  /** Whether that takes so long that an event loop must not do it. */
  boolean isSlow();

  /** The secret for a text that stands in the configuration; remembers a digest only. */
  static Secret of(String text) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return new Digest(salt, Digest.digest(salt, text));
  }

  /**
   * Reads one of the two written forms.
   *
   * @throws IllegalArgumentException naming the forms, if it is neither
   */
  static Secret parse(String written) {
    String[] parts = written.split("\\$", -1);
    try {
      if (parts.length == 2 && parts[0].equals("sha256")) {
        byte[] digest = HexFormat.of().parseHex(parts[1]);
        if (digest.length == 32) {
          return new Digest(new byte[0], digest);
        }
      }
      if (parts.length == 4 && parts[0].equals("pbkdf2-sha256")) {
        Base64.Decoder base64 = Base64.getDecoder();
        int iterations = Integer.parseInt(parts[1]);
        if (iterations >= 1000 && iterations <= 10_000_000) {
          return new Derived(iterations, base64.decode(parts[2]), base64.decode(parts[3]));
        }
      }
    } catch (IllegalArgumentException _) {
      // Falls through to the one message that tells what is expected.
    }
    throw new IllegalArgumentException(
        "is neither sha256$HEX nor pbkdf2-sha256$ITERATIONS$SALT$KEY; make one with: fairlead"
            + " hash");
  }

  /** The written form of a password, with a fresh salt. */
  static String hash(String password) {
    int iterations = 600_000;
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    byte[] key = Derived.derive(password, salt, iterations, 32);
    Base64.Encoder base64 = Base64.getEncoder();
    return "pbkdf2-sha256$%d$%s$%s"
        .formatted(iterations, base64.encodeToString(salt), base64.encodeToString(key));
  }

  /** A salted SHA-256. */
  final class Digest implements Secret {
    private final byte[] salt;
    private final byte[] digest;

    private Digest(byte[] salt, byte[] digest) {
      this.salt = salt;
      this.digest = digest;
    }

    @Override
    public boolean matches(String text) {
      return MessageDigest.isEqual(digest, digest(salt, text));
    }

    @Override
    public boolean isSlow() {
      return false;
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
  }

  /** PBKDF2 with HMAC-SHA-256 (RFC 8018 §5.2). */
  final class Derived implements Secret {
    private final int iterations;
    private final byte[] salt;
    private final byte[] key;

    private Derived(int iterations, byte[] salt, byte[] key) {
      this.iterations = iterations;
      this.salt = salt;
      this.key = key;
      if (salt.length < 8 || key.length < 16) {
        throw new IllegalArgumentException("too short");
      }
    }

    @Override
    public boolean matches(String text) {
      return MessageDigest.isEqual(key, derive(text, salt, iterations, key.length));
    }

    @Override
    public boolean isSlow() {
      return true;
    }

    private static byte[] derive(String text, byte[] salt, int iterations, int length) {
      try {
        PBEKeySpec spec = new PBEKeySpec(text.toCharArray(), salt, iterations, length * 8);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(spec)
            .getEncoded();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JVM has no PBKDF2", e);
      }
    }
  }
}
