package dev.fairlead.app.config.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Reads a bounded text, and says in plain words why it could not. */
final class TextFile {
  static final int LARGEST = 4 * 1024 * 1024;

  private TextFile() {}

  /** Its text without byte order mark; {@code asked} is where somebody named the file. */
  static String read(Path path, int largest, Place asked) throws Unreadable {
    if (!Files.exists(path)) {
      throw new Unreadable(asked, "there is no file " + path, "Create it or correct the name.");
    }
    if (!Files.isRegularFile(path)) {
      throw new Unreadable(asked, path + " is not a file", "Name a file.");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(largest + 1);
      if (bytes.length > largest) {
        throw new Unreadable(
            asked, path + " is larger than " + largest / 1024 + "KB", "Split or shorten it.");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException _) {
      throw new Unreadable(asked, path + " is not UTF-8 text", "Save it as UTF-8.");
    } catch (IOException _) {
      throw new Unreadable(asked, path + " cannot be read", "Check its owner and permissions.");
    }
  }

  /** Whether group or others may read it; false where the file system has no such notion. */
  static boolean isSharedWithOthers(Path path) {
    try {
      Set<PosixFilePermission> granted = Files.getPosixFilePermissions(path);
      return granted.contains(PosixFilePermission.GROUP_READ)
          || granted.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }
}
