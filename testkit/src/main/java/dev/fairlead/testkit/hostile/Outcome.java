package dev.fairlead.testkit.hostile;

/** One case, one proxy, one verdict; {@code id} and {@code category} name the case. */
public record Outcome(
    String id, String category, String rfc, Expectation expectation, Verdict verdict) {

  /** Whether the proxy did what it may do. */
  public boolean allowed() {
    return verdict.allowedBy(expectation);
  }

  /** Whether something was passed on that must not exist on a wire. */
  public boolean ambiguous() {
    return verdict instanceof Verdict.Ambiguous;
  }
}
