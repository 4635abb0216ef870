package dev.fairlead.app.config.bind;

import dev.fairlead.app.config.unit.Addresses;
import dev.fairlead.app.config.unit.ByteSize;
import dev.fairlead.app.config.unit.Cidr;
import dev.fairlead.app.config.unit.Destination;
import dev.fairlead.app.config.unit.Durations;
import dev.fairlead.app.config.unit.Endpoint;
import dev.fairlead.app.config.unit.GatewayUrl;
import dev.fairlead.app.config.unit.Host;
import dev.fairlead.app.config.unit.HostRule;
import dev.fairlead.app.config.unit.HttpUrl;
import dev.fairlead.app.config.unit.Malformed;
import dev.fairlead.app.config.unit.PortRange;
import dev.fairlead.app.config.unit.Secret;
import dev.fairlead.app.config.unit.StatusCodes;
import dev.fairlead.app.config.unit.Threads;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** How one type of scalar is called, read and written. */
public record Text(String label, Function<String, Object> parse) {
  private static final Map<Class<?>, Text> KNOWN =
      Map.ofEntries(
          Map.entry(String.class, new Text("text", Text::filled)),
          Map.entry(boolean.class, new Text("true or false", Text::bool)),
          Map.entry(int.class, new Text("number", Text::number)),
          Map.entry(Integer.class, new Text("number", Text::number)),
          Map.entry(Duration.class, new Text("duration", Durations::parse)),
          Map.entry(ByteSize.class, new Text("size", ByteSize::parse)),
          Map.entry(Path.class, new Text("file", Text::path)),
          Map.entry(InetAddress.class, new Text("IP address", Addresses::parse)),
          Map.entry(Host.class, new Text("host", Host::parse)),
          Map.entry(HostRule.class, new Text("host rule", HostRule::parse)),
          Map.entry(Destination.class, new Text("host rule or range", Destination::parse)),
          Map.entry(Cidr.class, new Text("address range", Cidr::parse)),
          Map.entry(Endpoint.class, new Text("address and port", Endpoint::parse)),
          Map.entry(PortRange.class, new Text("port, ports or any", PortRange::parse)),
          Map.entry(Threads.class, new Text("auto or number", Threads::parse)),
          Map.entry(HttpUrl.class, new Text("http(s) URL", HttpUrl::parse)),
          Map.entry(GatewayUrl.class, new Text("gateway URL", GatewayUrl::parse)),
          Map.entry(StatusCodes.class, new Text("status code or range", StatusCodes::parse)),
          Map.entry(Secret.class, new Text("secret text", text -> new Secret(filled(text)))));

  /** The reader for a component's type; a type without one is a mistake in the program. */
  static Text of(Class<?> type) {
    Text text = type.isEnum() ? Words.of(type) : KNOWN.get(type);
    if (text == null) {
      throw new IllegalArgumentException("no way to read a " + type.getName());
    }
    return text;
  }

  /** Whether a value of that type is written as one scalar. */
  static boolean isKnown(Class<?> type) {
    return type.isEnum() || KNOWN.containsKey(type);
  }

  /** The value as a person would write it; secrets masked. */
  public static String show(Object value) {
    return switch (value) {
      case Duration duration -> Durations.text(duration);
      case InetAddress address -> Addresses.text(address);
      case Enum<?> constant -> Words.text(constant);
      default -> value.toString();
    };
  }

  private static String filled(String text) {
    if (text.isBlank()) {
      throw new Malformed("is empty", "Write something, or leave the key out.");
    }
    return text;
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Malformed("is not true or false", "Write true or false, nothing else.");
    };
  }

  private static Integer number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new Malformed("is not a whole number", "Write digits only.");
    }
    return Integer.valueOf(text);
  }

  private static Path path(String text) {
    try {
      return Path.of(filled(text));
    } catch (InvalidPathException _) {
      throw new Malformed("is not a possible file name", "Correct the name.");
    }
  }
}
