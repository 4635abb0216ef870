package dev.fairlead.app.config.unit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a backend is. Read by hand because {@link java.net.URI} finds no host in {@code
 * http://my_service:8000}, and container networks are full of such names.
 */
public record HttpUrl(boolean tls, String host, int port, String path) {
  private static final Pattern FORM =
      Pattern.compile("(?i)(https?)://(\\[[^\\]]*\\]|[^\\[\\]:/?#@]+)(?::(\\d{1,5}))?(/[!-~]*)?");
  private static final String REMEDY = "Write one such as http://localhost:8000.";

  public static HttpUrl parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!text.matches("(?is)https?://.*")) {
      throw new Malformed("is not an http:// or https:// URL", REMEDY);
    }
    if (text.matches("(?s).*[@?#].*")) {
      throw new Malformed(
          "carries credentials, a query or a fragment", "Keep only scheme, host, port and path.");
    }
    if (!form.matches() || !Addresses.isHost(form.group(2))) {
      throw new Malformed("names no host that can be dialled", REMEDY);
    }
    boolean tls = form.group(1).toLowerCase(Locale.ROOT).equals("https");
    int port = form.group(3) == null ? defaultPort(tls) : PortRange.port(form.group(3));
    return new HttpUrl(tls, form.group(2), port, form.group(4) == null ? "" : form.group(4));
  }

  @Override
  public String toString() {
    String shownPort = port == defaultPort(tls) ? "" : ":" + port;
    return (tls ? "https://" : "http://") + host + shownPort + path;
  }

  private static int defaultPort(boolean tls) {
    return tls ? 443 : 80;
  }
}
