package dev.fairlead.filters.limits;

/** What requests have in common that count together. */
public enum LimitKey {
  /** The client's address; IPv6 by its prefix. */
  CLIENT,
  /** Who the client has proved to be; its address where it has not. */
  USER,
  /** The rule that decides where the request goes. */
  ROUTE,
  /** The host that is asked for. */
  DESTINATION,
  /** The credential for the origin that the request carries; the client's address where none. */
  CREDENTIAL,
  /** Nothing: all requests count together. */
  GLOBAL
}
