package dev.fairlead.testkit.hostile;

/** What a proxy made of a case. */
public sealed interface Verdict {
  /** It answered by itself and passed nothing complete on. */
  record Answered(int status) implements Verdict {}

  /** It closed without an answer and passed nothing complete on. */
  record Closed() implements Verdict {}

  /** What it passed on can be read in one way only. */
  record Clean() implements Verdict {}

  /** What it passed on can be read in two ways, or was not its to pass on. */
  record Ambiguous(String why) implements Verdict {}

  /** It passed on something else than it was given. */
  record Altered(String why) implements Verdict {}

  /** It neither answered nor closed in time, and passed nothing complete on. */
  record Hang() implements Verdict {}

  /** Whether a proxy may do that where {@code expectation} holds. */
  default boolean allowedBy(Expectation expectation) {
    return switch (this) {
      case Ambiguous _, Altered _ -> false;
      case Clean _ -> expectation != Expectation.MUST_REJECT;
      case Answered(int status) ->
          switch (expectation) {
            case MUST_REJECT -> status >= 400;
            case NEVER_AMBIGUOUS -> true;
            case MUST_PASS -> false;
          };
      case Closed _ -> expectation != Expectation.MUST_PASS;
      case Hang _ -> expectation == Expectation.NEVER_AMBIGUOUS;
    };
  }

  /** A few characters for a table. */
  default String shown() {
    return switch (this) {
      case Answered(int status) -> Integer.toString(status);
      case Closed _ -> "closed";
      case Clean _ -> "clean";
      case Ambiguous(String why) -> "**ambiguous**: " + why;
      case Altered(String why) -> "altered: " + why;
      case Hang _ -> "hangs";
    };
  }
}
