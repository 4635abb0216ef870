package dev.fairlead.filters.domains;

/**
 * How the lines of a list are to be read. Everywhere {@code #} begins a comment, at the start of a
 * line or after a blank.
 */
public enum ListFormat {
  /** Each line as what it looks like. */
  AUTO,
  /** {@code 0.0.0.0 ads.example}: names after an address that leads nowhere, each by itself. */
  HOSTS,
  /**
   * {@code ads.example} is the name itself, {@code *.ads.example} all below it, {@code
   * .ads.example} both.
   */
  DOMAINS,
  /** {@code ||ads.example^} is the name and all below it, {@code @@||…^} an exception. */
  ADBLOCK
}
