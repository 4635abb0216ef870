package dev.fairlead.app.config.read;

/** A document that cannot be made sense of from some place on. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String remedy;

  Unreadable(Place place, String message, String remedy) {
    super(message);
    this.place = place;
    this.remedy = remedy;
  }

  /** The same, as something to report. */
  public Problem problem() {
    return Problem.error(place, KeyPath.ROOT, String.valueOf(getMessage()), remedy);
  }
}
