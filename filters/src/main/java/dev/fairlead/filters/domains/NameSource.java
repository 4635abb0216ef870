package dev.fairlead.filters.domains;

/** Something that has names, perhaps others later. */
sealed interface NameSource permits ListFile, NameSource.Written {
  NameSet names();

  /** Names that stand in the configuration. */
  record Written(NameSet names) implements NameSource {}
}
