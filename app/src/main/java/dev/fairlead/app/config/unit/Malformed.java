package dev.fairlead.app.config.unit;

/**
 * A scalar that does not have its type's form; says what is wrong and, apart, what to do about it.
 */
public final class Malformed extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  public Malformed(String message, String remedy) {
    super(message, null);
    this.remedy = remedy;
  }

  /** What to write instead, as one sentence. */
  public String remedy() {
    return remedy;
  }
}
