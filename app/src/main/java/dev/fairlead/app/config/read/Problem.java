package dev.fairlead.app.config.read;

import java.util.Comparator;

/**
 * One thing that is wrong (or worth a word): where, at which key, what, and what to do about it.
 */
public record Problem(Severity severity, Place place, KeyPath path, String message, String remedy) {
  /** In the order in which a person reads a file, whole-file and placeless problems first. */
  public static final Comparator<Problem> IN_READING_ORDER =
      Comparator.comparing(Problem::source)
          .thenComparingInt(p -> p.place instanceof Place.File f ? f.line() : 0)
          .thenComparingInt(p -> p.place instanceof Place.File f ? f.column() : 0)
          .thenComparing(p -> p.path.toString());

  public Problem {
    message = Quote.harmless(message);
    remedy = Quote.harmless(remedy);
  }

  /** How much it matters: only an error keeps a configuration from being used. */
  public enum Severity {
    ERROR,
    WARNING,
    NOTE
  }

  public static Problem error(Place place, KeyPath path, String message, String remedy) {
    return new Problem(Severity.ERROR, place, path, message, remedy);
  }

  public static Problem warning(Place place, KeyPath path, String message, String remedy) {
    return new Problem(Severity.WARNING, place, path, message, remedy);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line: place, key, what, remedy. */
  @Override
  public String toString() {
    return place + ": " + (path.isRoot() ? "" : path + " ") + message + ". " + remedy;
  }

  private String source() {
    return place instanceof Place.File file ? file.path().toString() : place.toString();
  }
}
