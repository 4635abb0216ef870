package dev.fairlead.app.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files beside a log file that it has put aside: {@code fairlead.log.20261121-081552-004}. */
final class OldFiles {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern SUFFIX = Pattern.compile("\\.\\d{8}-\\d{6}-\\d{3}");

  private OldFiles() {}

  /** Gives the file a name of the past; one that is not there any more needs none. */
  static void putAside(Path file, Instant now) throws IOException {
    Instant time = now;
    Path old = named(file, time);
    while (Files.exists(old)) {
      time = time.plusMillis(1);
      old = named(file, time);
    }
    try {
      Path _ = Files.move(file, old);
    } catch (NoSuchFileException _) {
      // Somebody else has moved it.
    }
  }

  private static Path named(Path file, Instant time) {
    return file.resolveSibling(file.getFileName() + "." + TIME.format(time));
  }

  /** Deletes all but the youngest. */
  static void keep(Path file, int count) throws IOException {
    List<Path> old = of(file);
    for (Path each : old.subList(0, Math.max(0, old.size() - count))) {
      boolean _ = Files.deleteIfExists(each);
    }
  }

  /** The oldest first. */
  static List<Path> of(Path file) throws IOException {
    String name = file.getFileName().toString();
    try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
      return beside.filter(each -> isOld(each.getFileName().toString(), name)).sorted().toList();
    }
  }

  private static boolean isOld(String candidate, String name) {
    return candidate.startsWith(name)
        && SUFFIX.matcher(candidate.substring(name.length())).matches();
  }

  /** Those of the file, or the usual ones where there is no file or no such thing. */
  static Set<PosixFilePermission> permissions(Path file, Set<PosixFilePermission> usual) {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (IOException | UnsupportedOperationException _) {
      return usual;
    }
  }
}
