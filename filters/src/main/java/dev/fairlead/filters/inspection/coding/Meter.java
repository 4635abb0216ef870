package dev.fairlead.filters.inspection.coding;

/** Compares what a body expands to with what came over the wire, so that no bomb is unpacked. */
final class Meter {
  /** Below this the ratio says nothing: a page of blanks is no attack. */
  static final long HARMLESS = 1 << 20;

  /** What honest data hardly reaches; deflate ends at 1032. */
  static final int MOST_RATIO = 100;

  private final long most;
  private long arrived;

  /**
   * @param most bytes that a coding may expand to
   */
  Meter(long most) {
    this.most = most;
  }

  void arrived(long bytes) {
    arrived += bytes;
  }

  /** Objects to what a coding has expanded to so far, in bytes. */
  void expanded(long total) throws Unreadable {
    if (total > HARMLESS && total > arrived * MOST_RATIO) {
      throw new Unreadable("it expands to more than " + MOST_RATIO + " times its size");
    }
    if (total > most) {
      throw new Unreadable("it expands to more than " + most + " bytes");
    }
  }
}
