package dev.fairlead.app.config;

import dev.fairlead.app.config.bind.Shape.Single;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.Cidr;
import dev.fairlead.app.config.unit.Destination;
import dev.fairlead.app.config.unit.Endpoint;
import dev.fairlead.app.config.unit.GatewayUrl;
import dev.fairlead.app.config.unit.Host;
import dev.fairlead.app.config.unit.HostRule;
import dev.fairlead.app.config.unit.HttpUrl;
import dev.fairlead.app.config.unit.PortRange;
import dev.fairlead.app.config.unit.Secret;
import dev.fairlead.app.config.unit.StatusCodes;
import dev.fairlead.app.config.unit.Threads;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Texts of every type: a good one, how it is shown, and one that must be refused. */
final class Samples {
  private static final Map<Class<?>, List<String>> KNOWN =
      Map.ofEntries(
          Map.entry(String.class, List.of("sample", "sample", " ")),
          Map.entry(boolean.class, List.of("", "", "yes")),
          Map.entry(int.class, List.of("17", "17", "seventeen")),
          Map.entry(Integer.class, List.of("17", "17", "-1")),
          Map.entry(Duration.class, List.of("17s", "17s", "17")),
          Map.entry(ByteSize.class, List.of("2048", "2KB", "2 bytes")),
          Map.entry(Path.class, List.of("/a/b.pem", "/a/b.pem", " ")),
          Map.entry(InetAddress.class, List.of("192.0.2.1", "192.0.2.1", "example.com")),
          Map.entry(Host.class, List.of("a.example", "a.example", "a b")),
          Map.entry(HostRule.class, List.of("*.example", "*.example", "http://a")),
          Map.entry(Destination.class, List.of("10.0.0.0/8", "10.0.0.0/8", "10.0.0.0/99")),
          Map.entry(Cidr.class, List.of("10.0.0.0/8", "10.0.0.0/8", "10.0.0.0/33")),
          Map.entry(Endpoint.class, List.of("192.0.2.1:5353", "192.0.2.1:5353", "ns.example")),
          Map.entry(PortRange.class, List.of("8000-8999", "8000-8999", "0")),
          Map.entry(Threads.class, List.of("3", "3", "0")),
          Map.entry(HttpUrl.class, List.of("http://b:81/x", "http://b:81/x", "ftp://b")),
          Map.entry(
              GatewayUrl.class, List.of("http://u:p@g:81", "http://u:****@g:81", "g.example:81")),
          Map.entry(StatusCodes.class, List.of("5xx", "500-599", "600")),
          Map.entry(Secret.class, List.of("abcdefghijkl", "****ijkl", " ")));

  private Samples() {}

  static List<String> of(Single single) {
    if (!single.type().isEnum()) {
      return Objects.requireNonNull(KNOWN.get(single.type()), "a type without samples");
    }
    String[] words = single.text().label().split(", ", -1);
    return List.of(words[words.length - 1], words[words.length - 1], "no-such-word");
  }
}
