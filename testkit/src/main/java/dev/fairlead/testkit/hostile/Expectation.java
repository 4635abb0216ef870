package dev.fairlead.testkit.hostile;

/** What a proxy may make of a case. */
public enum Expectation {
  /** The RFC leaves no choice: an error status or a close, and nothing complete at the far side. */
  MUST_REJECT,
  /** Refusing and repairing are both allowed; what is passed on must be unambiguous. */
  NEVER_AMBIGUOUS,
  /** Correct, if unusual: it must arrive, so that refusing everything cannot win. */
  MUST_PASS
}
