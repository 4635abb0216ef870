package dev.fairlead.engine.rules;

import dev.fairlead.engine.message.Cidr;
import dev.fairlead.engine.message.Host;

/** The shapes of a host pattern. */
sealed interface HostPattern {
  /** {@code *}: every host. */
  record Any() implements HostPattern {}

  /** {@code example.com}, {@code ::1}: this host. */
  record Exact(Host host) implements HostPattern {}

  /** {@code *.example.com}: names below the parent at any depth, or {@code *.0.1}: address ends. */
  record Suffix(String parent) implements HostPattern {}

  /** {@code google.*}: hosts whose first labels these are, with at least one more. */
  record Prefix(String labels) implements HostPattern {}

  /** {@code 10.0.0.0/8}: address literals in a block. */
  record Block(Cidr cidr) implements HostPattern {}

  /**
   * Whether it says whom it means, so that it also reaches a private host: every shape but {@code
   * *}, a block of all addresses, and an open end after a name ({@code dev.*} speaks of public
   * names; nobody who writes it thinks of {@code dev.localhost}).
   */
  default boolean names(Host host) {
    return switch (this) {
      case Any _ -> false;
      case Exact _, Suffix _ -> true;
      case Prefix _ -> host.isAddress();
      case Block(Cidr cidr) -> cidr.prefixLength() > 0;
    };
  }
}
