package dev.fairlead.control.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The secret that lets its bearer use the control plane. Made once, kept in a file of its owner.
 */
public final class Token {
  private static final int BYTES = 32;
  private static final int SHORTEST = 16;
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final String text;
  private final byte[] digest;

  private Token(String text) {
    this.text = text;
    this.digest = digest(text);
  }

  /** One that nobody has seen, and that no file holds. */
  public static Token random() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return new Token("fl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /**
   * The token of the file, which is made if it is not there.
   *
   * @throws IOException with a sentence that names file and remedy
   */
  public static Token of(Path file) throws IOException {
    Token made = random();
    try {
      byte[] bytes = (made.text + "\n").getBytes(StandardCharsets.US_ASCII);
      try (var channel =
          Files.newByteChannel(
              file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
        channel.write(java.nio.ByteBuffer.wrap(bytes));
      }
      return made;
    } catch (FileAlreadyExistsException _) {
      return read(file);
    }
  }

  /**
   * The token of a file that is there.
   *
   * @throws IOException with a sentence that names file and remedy
   */
  public static Token read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no token in " + file + "; Fairlead makes one when it starts");
    }
    Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
    if (granted.contains(PosixFilePermission.GROUP_READ)
        || granted.contains(PosixFilePermission.OTHERS_READ)) {
      throw new IOException(
          "other users may read the token in " + file + "; delete it, and a new one is made");
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (text.length() < SHORTEST) {
      throw new IOException(
          "the token in " + file + " is too short; delete it, and a new one is made");
    }
    return new Token(text);
  }

  /** Whether that is it; takes the same time whatever it is. */
  boolean matches(String presented) {
    return MessageDigest.isEqual(digest, digest(presented));
  }

  /** The secret itself. */
  public String reveal() {
    return text;
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "****";
  }
}
