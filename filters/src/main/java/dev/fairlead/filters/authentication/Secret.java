package dev.fairlead.filters.authentication;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A password or token as it is kept: never in the clear. Two written forms exist, for the
 * configuration file: {@code sha256$HEX} for tokens, which are long and random, and {@code
 * pbkdf2-sha256$ITERATIONS$SALT$KEY} (base64) for passwords, which people choose. Equal if what is
 * kept is equal, so that one that a reload did not touch is known again.
 */
public interface Secret {
  /** Whether the text is the secret; takes the same time whatever differs. */
  boolean matches(String text);

  /** Rounds of HMAC that {@link #matches} takes; 0 if it is so quick that an event loop may ask. */
  int rounds();

  /** The secret for a text that stands in the configuration; remembers a digest only. */
  static Secret of(String text) {
    return Digested.withSalt(random(16), text);
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
        return new Digested(new byte[0], HexFormat.of().parseHex(parts[1]));
      }
      if (parts.length == 4 && parts[0].equals("pbkdf2-sha256")) {
        Base64.Decoder base64 = Base64.getDecoder();
        return new Derived(
            Integer.parseInt(parts[1]), base64.decode(parts[2]), base64.decode(parts[3]));
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
    byte[] salt = random(16);
    byte[] key = Derived.derive(password, salt, iterations, 32);
    Base64.Encoder base64 = Base64.getEncoder();
    return "pbkdf2-sha256$%d$%s$%s"
        .formatted(iterations, base64.encodeToString(salt), base64.encodeToString(key));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
