package dev.fairlead.app.config;

import dev.fairlead.app.config.read.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The document that holds what was changed through the API: {@code fairlead.overlay.json} beside
 * {@code fairlead.yaml}. It lies over the files, and under variables and flags.
 */
public record Overlay(Path file) {
  private static final String ENDING = ".overlay.json";

  /**
   * The overlay of the configuration that would be loaded; none where there is no folder for it.
   */
  static Optional<Overlay> of(Invocation call, Problems problems) {
    return ConfigFile.find(call, problems)
        .map(ConfigFile::path)
        .or(() -> ConfigFile.usual(call, problems))
        .map(Overlay::beside);
  }

  static Overlay beside(Path configuration) {
    String name = String.valueOf(configuration.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    return new Overlay(configuration.resolveSibling(stem + ENDING));
  }

  /** What it says now, {@code {}} if it is not there. */
  public String read() throws IOException {
    return Files.exists(file) ? Files.readString(file) : "{}";
  }

  /** Writes it in one go, for its owner's eyes only: either all of it is there, or what was. */
  public void write(String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path whole =
        Files.createTempFile(
            folder,
            ".overlay",
            ".json",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(whole, text.getBytes(StandardCharsets.UTF_8));
      move(whole);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private void move(Path whole) throws IOException {
    try {
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
