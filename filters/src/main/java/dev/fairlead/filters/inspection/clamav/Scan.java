package dev.fairlead.filters.inspection.clamav;

/** What came of asking ClamAV. */
public sealed interface Scan {
  /** It found nothing. */
  record Clean() implements Scan {}

  /**
   * It found something.
   *
   * @param name what it calls it
   */
  record Infected(String name) implements Scan {}

  /**
   * It could not say.
   *
   * @param why as the end of a sentence
   */
  record Unknown(String why) implements Scan {}
}
