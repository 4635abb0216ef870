package dev.fairlead.app.config.unit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an upstream proxy is and who we are to it. Everything up to the last {@code @} is
 * credentials, so that a password read from a file needs no escaping; {@code %41} is decoded.
 */
public record GatewayUrl(
    String scheme, String host, int port, Optional<String> user, Optional<Secret> password) {
  private static final String REMEDY =
      "Write one such as http://user:password@gateway.example:8080 or socks5://127.0.0.1:9050.";
  private static final Pattern FORM =
      Pattern.compile(
          "(\\p{Alnum}+)://(?:(.*)@)?(\\[[^\\]@]*\\]|[^:/@\\[\\]]+)(?::(\\d{1,5}))?/?",
          Pattern.DOTALL);
  private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");

  public static GatewayUrl parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || !Addresses.isHost(form.group(3))) {
      throw new Malformed("is not a gateway's URL", REMEDY);
    }
    String scheme = form.group(1).toLowerCase(Locale.ROOT);
    int port = form.group(4) == null ? defaultPort(scheme) : PortRange.port(form.group(4));
    defaultPort(scheme);
    Optional<String[]> login = Optional.ofNullable(form.group(2)).map(s -> s.split(":", 2));
    return new GatewayUrl(
        scheme,
        form.group(3),
        port,
        login.map(parts -> decode(parts[0])),
        login.filter(parts -> parts.length == 2).map(parts -> new Secret(decode(parts[1]))));
  }

  /** The URL with its password masked; a name without password is taken for a token. */
  @Override
  public String toString() {
    String login =
        user.map(name -> password.map(p -> name + ":" + p).orElse(Secret.mask(name)) + "@")
            .orElse("");
    return scheme + "://" + login + host + ":" + port;
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      case "socks5" -> 1080;
      default -> throw new Malformed("has a scheme that no gateway speaks", REMEDY);
    };
  }

  private static String decode(String text) {
    return ESCAPES
        .matcher(text)
        .replaceAll(escaped ->
            Matcher.quoteReplacement(
                new String(
                    java.util.HexFormat.of().parseHex(escaped.group().replace("%", "")),
                    StandardCharsets.UTF_8)));
  }
}
