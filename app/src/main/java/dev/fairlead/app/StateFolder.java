package dev.fairlead.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Where Fairlead keeps what it must remember: {@code $XDG_STATE_HOME/fairlead}. */
public record StateFolder(Path path) {
  /** The folder of this user; {@code ~/.local/state/fairlead} where nobody says otherwise. */
  public static StateFolder of(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_STATE_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    Path state = Path.of(base);
    return new StateFolder(
        (state.isAbsolute() ? state : Path.of(home, ".local", "state")).resolve("fairlead"));
  }

  /** The token of the control plane, where {@code control.token_file} names no other. */
  public Path token() {
    return path.resolve("token");
  }

  /** One file for each running instance. */
  public Path run() {
    return path.resolve("run");
  }

  /**
   * Makes a folder in here, for its owner alone.
   *
   * @throws IOException with a sentence that names folder and remedy
   */
  static void make(Path folder) throws IOException {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new IOException(
          "cannot make the folder " + folder + "; let this user write there, or set XDG_STATE_HOME",
          e);
    }
  }
}
