package dev.fairlead.engine.upstream.dial.dns;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What {@code resolv.conf(5)} says.
 *
 * @param servers in the order to ask
 * @param search domains to try behind short names
 * @param dots names with at least so many dots are tried as they are first
 */
record ResolvConf(List<InetSocketAddress> servers, List<String> search, int dots) {
  private static final int PORT = 53;

  /** No servers at all. */
  static final ResolvConf NONE = new ResolvConf(List.of(), List.of(), 1);

  ResolvConf {
    servers = List.copyOf(servers);
    search = List.copyOf(search);
  }

  /** Reads the file's text; what is not understood is skipped, as the system does. */
  static ResolvConf parse(String text) {
    List<InetSocketAddress> servers = new ArrayList<>();
    List<String> search = List.of();
    int dots = 1;
    for (String line : text.lines().toList()) {
      String[] words = line.strip().split("\\s+", -1);
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" -> rest.stream().limit(1).forEach(word -> addServer(servers, word));
        case "search", "domain" -> search = rest.stream().map(ResolvConf::domain).toList();
        case "options" -> dots = dots(rest, dots);
        default -> {}
      }
    }
    return new ResolvConf(servers, search, dots);
  }

  /** The names to ask for, one after the other. */
  List<String> candidates(String name) {
    Stream<String> searched =
        search.stream().filter(domain -> !domain.isEmpty()).map(domain -> name + "." + domain);
    boolean asIsFirst = name.chars().filter(c -> c == '.').count() >= dots;
    return asIsFirst
        ? Stream.concat(Stream.of(name), searched).toList()
        : Stream.concat(searched, Stream.of(name)).toList();
  }

  /** A literal, perhaps with a zone; anything else is no server. */
  private static void addServer(List<InetSocketAddress> servers, String word) {
    boolean literal = NetUtil.isValidIpV4Address(word) || NetUtil.isValidIpV6Address(word);
    try {
      if (literal) {
        servers.add(new InetSocketAddress(InetAddress.getByName(word), PORT));
      }
    } catch (UnknownHostException e) {
      // The zone names an interface that is not there: so is the server.
      return;
    }
  }

  private static String domain(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static int dots(List<String> options, int before) {
    return options.stream()
        .filter(option -> option.matches("ndots:[0-9]{1,2}"))
        .mapToInt(option -> Math.min(15, Integer.parseInt(option.substring(6))))
        .reduce(before, (_, last) -> last);
  }
}
