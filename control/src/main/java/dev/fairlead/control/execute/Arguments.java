package dev.fairlead.control.execute;

import java.util.ArrayList;
import java.util.List;

/**
 * Which arguments a command takes: one pattern for each, in order; {@code ...} at the end lets the
 * pattern before it match any number of arguments, also none, and alone it stands for whatever
 * there may be.
 */
public final class Arguments {
  /** Any number of any arguments. */
  public static final Arguments ANY = of(List.of("..."));

  private static final String MORE = "...";

  private final List<String> written;
  private final List<ArgumentPattern> fixed;
  private final List<ArgumentPattern> repeated; // One at most.

  private Arguments(
      List<String> written, List<ArgumentPattern> fixed, List<ArgumentPattern> repeated) {
    this.written = written;
    this.fixed = fixed;
    this.repeated = repeated;
  }

  /**
   * Reads patterns as {@link ArgumentPattern#of} does.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  public static Arguments of(List<String> written) {
    List<ArgumentPattern> patterns = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      if (!written.get(i).equals(MORE)) {
        patterns.add(ArgumentPattern.of(written.get(i)));
      } else if (i < written.size() - 1) {
        throw new IllegalArgumentException("has ... before the end; it can only come last");
      }
    }
    if (written.isEmpty() || !written.getLast().equals(MORE)) {
      return new Arguments(List.copyOf(written), List.copyOf(patterns), List.of());
    }
    ArgumentPattern last = patterns.isEmpty() ? ArgumentPattern.ANY : patterns.removeLast();
    return new Arguments(List.copyOf(written), List.copyOf(patterns), List.of(last));
  }

  boolean accept(List<String> arguments) {
    if (arguments.size() < fixed.size()
        || (arguments.size() > fixed.size() && repeated.isEmpty())) {
      return false;
    }
    for (int i = 0; i < arguments.size(); i++) {
      ArgumentPattern pattern = i < fixed.size() ? fixed.get(i) : repeated.getFirst();
      if (!pattern.matches(arguments.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** As the operator wrote them. */
  @Override
  public String toString() {
    return written.isEmpty() ? "no arguments" : String.join(" ", written);
  }
}
