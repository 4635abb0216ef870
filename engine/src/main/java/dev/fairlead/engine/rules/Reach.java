package dev.fairlead.engine.rules;

/** How far rules go that name nobody in particular, such as {@code *}. */
public enum Reach {
  /** To every host that they match. */
  EVERYWHERE,
  /** Not to {@linkplain PrivateHosts private hosts}: those must be named. */
  PUBLIC_HOSTS
}
