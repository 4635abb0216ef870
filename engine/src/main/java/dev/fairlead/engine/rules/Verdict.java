package dev.fairlead.engine.rules;

/** What a list of host rules says about a host. */
public enum Verdict {
  /** A rule means it and none excludes it. */
  INCLUDE,
  /** A rule with a dash excludes it. */
  EXCLUDE,
  /** Only a rule that names nobody in particular reaches it, and it is private. */
  PRIVATE,
  /** No rule means it. */
  NONE
}
