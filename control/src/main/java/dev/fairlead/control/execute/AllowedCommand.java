package dev.fairlead.control.execute;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A program that callers may run, by its path or its name.
 *
 * @param name what callers write; without one it is the file's name, and also that name without a
 *     version, so that {@code python} finds {@code /usr/bin/python3}
 * @param path absolute
 */
public record AllowedCommand(Optional<String> name, Path path, Arguments arguments) {
  private static final Pattern VERSION = Pattern.compile("[0-9][0-9.]*$");

  public AllowedCommand {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(path + " is not absolute");
    }
  }

  /** What the operator calls it. */
  public String called() {
    return name.orElseGet(this::fileName);
  }

  boolean isCalled(String written) {
    return written.equals(called()) || written.equals(path.toString());
  }

  boolean isCalledWithoutVersion(String written) {
    return name.isEmpty() && written.equals(VERSION.matcher(fileName()).replaceFirst(""));
  }

  private String fileName() {
    return String.valueOf(path.getFileName());
  }
}
