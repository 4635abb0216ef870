package dev.fairlead.control.web;

import com.sun.net.httpserver.Headers;
import dev.fairlead.engine.message.Authority;
import dev.fairlead.engine.message.Host;
import io.avaje.jex.http.Context;
import io.avaje.jex.http.HttpFilter;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides who comes in. Pages in a browser are the likeliest attackers of a local port: what they
 * can send is refused by {@code Host} (rebinding), {@code Origin} and {@code Sec-Fetch-Site}
 * (foreign pages) and content type (forms), before the token is looked at.
 */
final class Gate implements HttpFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

  private final Token token;
  private final Predicate<Host> names;

  /**
   * @param names hosts under which we are addressed, besides the address of the connection
   */
  Gate(Token token, Predicate<Host> names) {
    this.token = token;
    this.names = names;
  }

  @Override
  public void filter(Context context, FilterChain chain) {
    safeHeaders(context);
    Headers fields = context.requestHeaders();
    checkHost(context, fields.getFirst("Host"));
    checkPage(fields);
    if (!READING.contains(context.method())) {
      checkContent(fields);
    }
    if (!isOpen(context)) {
      checkToken(context, fields.getFirst("Authorization"));
    }
    chain.proceed();
  }

  private static void safeHeaders(Context context) {
    Headers fields = context.responseHeaders();
    fields.set("X-Content-Type-Options", "nosniff");
    fields.set("X-Frame-Options", "DENY");
    fields.set("Referrer-Policy", "no-referrer");
    fields.set("Cache-Control", "no-store");
  }

  private void checkHost(Context context, @Nullable String host) {
    Host asked = host == null ? null : parsed(host);
    Host here = Host.of(context.exchange().getLocalAddress().getAddress().getAddress());
    if (asked == null || !(names.test(asked) || asked.equals(here))) {
      throw new Refused(
          421,
          "Host",
          "Fairlead is not known under this name",
          "Use its address, localhost, or a name that server.names lists.");
    }
  }

  private static @Nullable Host parsed(String host) {
    try {
      return Authority.parse(host).host();
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static void checkPage(Headers fields) {
    String site = fields.getFirst("Sec-Fetch-Site");
    if (site != null && !OWN_PAGES.contains(site)) {
      throw foreign("Sec-Fetch-Site");
    }
    String origin = fields.getFirst("Origin");
    if (origin != null && !isOwn(origin, fields)) {
      throw foreign("Origin");
    }
  }

  /** Through the data port the browser knows us by another authority, which that port passes on. */
  private static boolean isOwn(String origin, Headers fields) {
    int slashes = origin.indexOf("://");
    String authority = slashes < 0 ? "" : origin.substring(slashes + 3);
    return authority.equalsIgnoreCase(fields.getFirst("Host"))
        || (isForwarded(fields) && authority.equalsIgnoreCase(fields.getFirst("X-Forwarded-Host")));
  }

  private static Refused foreign(String field) {
    return new Refused(
        403,
        field,
        "a page from elsewhere may not use this interface",
        "Call it from a program, or from a page that Fairlead serves.");
  }

  private static void checkContent(Headers fields) {
    String type = fields.getFirst("Content-Type");
    String length = fields.getFirst("Content-Length");
    boolean empty =
        (length == null || length.equals("0")) && !fields.containsKey("Transfer-Encoding");
    if (type == null ? !empty : !isJson(type)) {
      throw new Refused(
          415, "Content-Type", "this is not JSON", "Send Content-Type: application/json.");
    }
  }

  private static boolean isJson(String type) {
    String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return bare.equals("application/json") || bare.equals("application/merge-patch+json");
  }

  private static boolean isOpen(Context context) {
    return context.routeRoles().contains(Access.PUBLIC)
        || (context.routeRoles().contains(Access.OPEN_ON_LOOPBACK) && isNear(context));
  }

  /** The data port names its client last (and cannot be made to name another). */
  private static boolean isNear(Context context) {
    Headers fields = context.requestHeaders();
    boolean near = context.exchange().getRemoteAddress().getAddress().isLoopbackAddress();
    List<String> forwarded = fields.getOrDefault("X-Forwarded-For", List.of());
    if (!near || forwarded.isEmpty()) {
      return near;
    }
    String last = forwarded.getLast();
    String client = last.substring(last.lastIndexOf(',') + 1).strip();
    try {
      return InetAddress.ofLiteral(client).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isForwarded(Headers fields) {
    return fields.containsKey("X-Forwarded-For");
  }

  private void checkToken(Context context, @Nullable String authorization) {
    String presented = authorization == null ? "" : authorization;
    boolean bearer = presented.regionMatches(true, 0, "Bearer ", 0, 7);
    if (!bearer || !token.matches(presented.substring(7).strip())) {
      context.responseHeaders().set("WWW-Authenticate", "Bearer realm=\"fairlead\"");
      throw new Refused(
          401,
          "Authorization",
          bearer ? "this is not the token" : "the token is missing",
          "Send \"Authorization: Bearer …\" with what `fairlead token` prints.");
    }
  }
}
