package dev.fairlead.engine.rules;

/**
 * A verdict and the rule that led to it.
 *
 * @param rule as written, {@code AUTO (example.com)} for one that the preset brought, empty for
 *     {@link Verdict#NONE}; for {@link Verdict#PRIVATE} the rule that was not enough
 */
public record Decision(Verdict verdict, String rule) {
  static final Decision NONE = new Decision(Verdict.NONE, "");

  /** Whether the list means the host. */
  public boolean included() {
    return verdict == Verdict.INCLUDE;
  }
}
