package dev.fairlead.engine.upstream.dial.dns;

import io.netty.resolver.HostsFileEntriesProvider;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What {@code hosts(5)} says: names in lower case to addresses, by family. */
record Hosts(Map<String, List<InetAddress>> ipv6, Map<String, List<InetAddress>> ipv4) {
  /** Knows no name. */
  static final Hosts NONE = new Hosts(Map.of(), Map.of());

  /** Reads the file's text; what is not understood is skipped. */
  static Hosts parse(String text) {
    try {
      var entries = HostsFileEntriesProvider.parser().parse(new StringReader(text));
      return new Hosts(entries.ipv6Entries(), entries.ipv4Entries());
    } catch (IOException e) {
      throw new UncheckedIOException("a string does not fail", e);
    }
  }

  /** The addresses of the name, IPv6 first; empty if it does not stand there. */
  List<InetAddress> addresses(String name) {
    return Stream.of(ipv6, ipv4)
        .flatMap(family -> family.getOrDefault(name, List.of()).stream())
        .toList();
  }
}
