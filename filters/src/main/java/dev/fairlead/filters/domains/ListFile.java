package dev.fairlead.filters.domains;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/**
 * A list on disk and what it said when it was last read. Read on one thread at a time, asked by
 * all: a new reading replaces the old one by one write.
 */
final class ListFile implements NameSource {
  private final Path path;
  private final ListFormat format;
  private final Consumer<String> warnings;
  private volatile NameSet names = NameSet.EMPTY;

  /** What the file looked like when it was read, or when it was last complained about. */
  private String known = "";

  /** What it looked like at the last look; a file is read once it has stopped changing. */
  private String seen = "";

  private ListFile(Path path, ListFormat format, Consumer<String> warnings) {
    this.path = path;
    this.format = format;
    this.warnings = warnings;
  }

  /**
   * Reads a list for the first time; lines that make no sense are told and left out.
   *
   * @throws IOException naming the file, if it cannot be read
   */
  static ListFile read(Path path, ListFormat format, Consumer<String> warnings) throws IOException {
    ListFile file = new ListFile(path, format, warnings);
    try {
      file.known = file.state();
      file.seen = file.known;
      Reading reading = file.reading();
      file.names = reading.names();
      file.tell(reading);
    } catch (IOException e) {
      throw new IOException("the domain list " + path + " cannot be read: " + reason(e), e);
    }
    return file;
  }

  @Override
  public NameSet names() {
    return names;
  }

  boolean isAt(Path place, ListFormat written) {
    return path.equals(place) && format == written;
  }

  ListFormat format() {
    return format;
  }

  /** Reads the file again if it has changed and rests; what is no list leaves the old one. */
  void look() {
    String now = stateOrAbsent();
    boolean resting = now.equals(seen);
    seen = now;
    if (!resting || now.equals(known)) {
      return;
    }
    known = now;
    try {
      use(reading());
    } catch (IOException e) {
      warnings.accept(
          "the domain list %s cannot be read (%s); what it said before stays in force"
              .formatted(path, reason(e)));
    }
  }

  private void use(Reading reading) {
    if (reading.isBroken() && names.size() > 0) {
      warnings.accept(
          ("the domain list %s has changed and holds no usable line;"
                  + " what it said before stays in force")
              .formatted(path));
      return;
    }
    names = reading.names();
    tell(reading);
  }

  private void tell(Reading reading) {
    if (reading.bad() > 0) {
      warnings.accept(
          "lines of the domain list %s that are not understood and left out: %d (%s); names: %d"
              .formatted(
                  path,
                  reading.bad(),
                  String.join("; ", reading.samples()),
                  reading.names().size()));
    }
  }

  private Reading reading() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Reading.of(in, format, NameHash.SECRET);
    }
  }

  private String stateOrAbsent() {
    try {
      return state();
    } catch (IOException _) {
      return "absent";
    }
  }

  private String state() throws IOException {
    BasicFileAttributes facts = Files.readAttributes(path, BasicFileAttributes.class);
    return facts.lastModifiedTime() + "/" + facts.size() + "/" + facts.fileKey();
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "it does not exist"
        : e instanceof java.nio.file.AccessDeniedException
            ? "this user may not read it"
            : String.valueOf(e.getMessage());
  }
}
