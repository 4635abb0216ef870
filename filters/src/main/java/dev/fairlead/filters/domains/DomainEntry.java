package dev.fairlead.filters.domains;

import dev.fairlead.engine.message.Host;

/**
 * An entry of the configuration: {@code example.com} is itself, {@code *.example.com} all below.
 */
record DomainEntry(String name, boolean below) {
  /**
   * Reads an entry; the name is normalised as hosts are.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static DomainEntry parse(String written) {
    boolean below = written.startsWith("*.");
    String bare = below ? written.substring(2) : written;
    if (bare.indexOf('*') >= 0 || bare.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "an entry is a name such as example.com, or *.example.com for all names below it");
    }
    Host host = Host.parse(bare);
    if (below && host.isAddress()) {
      throw new IllegalArgumentException("there is nothing below an address");
    }
    return new DomainEntry(host.text(), below);
  }

  static NameSet all(Iterable<String> written, int exact, int below) {
    NameSet.Builder names = new NameSet.Builder();
    for (String each : written) {
      DomainEntry entry = parse(each);
      names.add(NameHash.SECRET.of(entry.name()), entry.below() ? below : exact);
    }
    return names.build();
  }
}
