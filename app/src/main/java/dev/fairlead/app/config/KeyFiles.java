package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** What every pair of certificate and key must fulfil before anyone tries to use it. */
final class KeyFiles {
  private KeyFiles() {}

  static void pair(Scope scope, Optional<Path> cert, Optional<Path> key) {
    if (cert.isPresent() && key.isEmpty() && !scope.isBroken("key")) {
      scope.error("cert", "has no key", "Write the file of its private key under `key`.");
    }
    if (key.isPresent() && cert.isEmpty() && !scope.isBroken("cert")) {
      scope.error("key", "has no certificate", "Write the file of its certificate under `cert`.");
    }
  }

  static void readable(Scope scope, String key, Optional<Path> file) {
    if (file.isPresent() && !Files.isRegularFile(file.get())) {
      scope.error(key, "names " + file.get() + ", which is no file", "Correct the name.");
    } else if (file.isPresent() && !Files.isReadable(file.get())) {
      scope.error(
          key,
          "names " + file.get() + ", which this user may not read",
          "Give the user that runs Fairlead read permission.");
    }
  }

  static void readableKey(Scope scope, String key, Optional<Path> file) {
    readable(scope, key, file);
    if (file.filter(KeyFiles::isReadableByAll).isPresent()) {
      scope.warning(
          key, "is a private key that every user may read", "Run: chmod 600 " + file.get());
    }
  }

  private static boolean isReadableByAll(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }
}
