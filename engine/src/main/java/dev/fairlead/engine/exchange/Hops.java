package dev.fairlead.engine.exchange;

import dev.fairlead.engine.message.Client;
import dev.fairlead.engine.message.Door;
import dev.fairlead.engine.message.Endpoint;
import dev.fairlead.engine.message.FieldName;
import dev.fairlead.engine.message.Headers;
import dev.fairlead.engine.message.HopByHop;
import dev.fairlead.engine.message.RequestHead;
import dev.fairlead.engine.message.ResponseHead;
import dev.fairlead.engine.message.Route;
import dev.fairlead.engine.rules.RequestPath;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an intermediary changes in every head that passes: fields of one hop are dropped (RFC 9110
 * §7.6.1), {@code Via} grows (§7.6.3), and reverse requests say who asked ({@link Forwarding}).
 */
public final class Hops {
  /** Options, names that go anyway, and names that nobody may take away. */
  private static final Set<String> ALWAYS =
      Set.of(
          "close",
          "keep-alive",
          "upgrade",
          "connection",
          "te",
          "host",
          "content-length",
          "transfer-encoding");

  private final @Nullable String pseudonym;
  private final Forwarding forwarding;

  /**
   * @param pseudonym our name in {@code Via}, different for each instance so that chained instances
   *     do not look like a loop; null to leave {@code Via} alone
   */
  public Hops(@Nullable String pseudonym, Forwarding forwarding) {
    this.pseudonym = pseudonym;
    this.forwarding = forwarding;
  }

  /** Whether the request has been here before (RFC 9110 §7.6.3). */
  public boolean isLoop(RequestHead request) {
    return pseudonym != null
        && request.headers().contains(FieldName.VIA)
        && request.headers().anyListed(FieldName.VIA, element -> namesUs(element, pseudonym));
  }

  private static boolean namesUs(String element, String pseudonym) {
    String[] parts = element.split("[ \t]+", 3);
    return parts.length > 1 && parts[1].equals(pseudonym);
  }

  /** The head to send upstream; edits the fields of the request in place, so call it once. */
  RequestHead outbound(RequestHead request, Client who, Route.Forward route, Endpoint to) {
    Headers fields = request.headers();
    boolean upgrade = WebSockets.isAskedBy(request);
    boolean trailers = fields.listed(FieldName.TE, "trailers");
    stripHopByHop(fields);
    fields.remove(FieldName.TE);
    fields.remove(FieldName.HOST);
    if (trailers) {
      fields.add(FieldName.TE, "trailers");
    }
    decrementMaxForwards(fields);
    if (route.door() == Door.REVERSE || route.door() == Door.LOCAL) {
      forwarding.describe(request, who);
    }
    appendVia(fields, request.version().toString());
    RequestHead outbound = route.rewrite() == null ? request : rewritten(request, route, to);
    return upgrade ? WebSockets.outbound(outbound) : outbound;
  }

  /** The same head for another endpoint: what is sent again names the backend that gets it. */
  static RequestHead redirected(RequestHead outbound, Route.Forward route, Endpoint to) {
    if (route.rewrite() != null && !route.rewrite().preserveHost()) {
      outbound.authority(to.toAuthority());
    }
    return outbound;
  }

  private static RequestHead rewritten(RequestHead request, Route.Forward route, Endpoint to) {
    Route.Rewrite rewrite = Objects.requireNonNull(route.rewrite());
    String path = request.path();
    if (path.startsWith("/")) {
      path = rewrite.basePath() + settled(RequestPath.strip(path, rewrite.stripPrefix()), rewrite);
    }
    return new RequestHead(
        request.method(),
        RequestHead.Form.ORIGIN,
        to.tls() ? "https" : "http",
        rewrite.preserveHost() ? request.authority() : to.toAuthority(),
        path,
        request.version(),
        request.headers(),
        request.bodyLength(),
        request.protocol());
  }

  /** Below a base path the backend gets the path without its dot segments, so it stays below. */
  private static String settled(String path, Route.Rewrite rewrite) {
    if (rewrite.basePath().isEmpty() || !path.contains("..")) {
      return path;
    }
    int query = path.indexOf('?');
    String view = RequestPath.view(path);
    return view == null ? "/" : view + (query < 0 ? "" : path.substring(query));
  }

  /** Makes a response head fit to pass on; edits it in place. */
  void inbound(ResponseHead head, Route route) {
    stripHopByHop(head.headers());
    if (route.door() != Door.TUNNEL) {
      appendVia(head.headers(), head.version().toString());
    }
  }

  private static void stripHopByHop(Headers fields) {
    if (fields.contains(FieldName.CONNECTION)) {
      removeNominated(fields);
    }
    HopByHop.strip(fields);
  }

  /**
   * Framing, routing and {@code TE} are nobody's to nominate: they stay, made anew by us. Each
   * field is looked at once, however many names are nominated.
   */
  private static void removeNominated(Headers fields) {
    Set<String> nominated = new HashSet<>();
    fields.anyListed(
        FieldName.CONNECTION,
        name -> {
          nominated.add(name.toLowerCase(Locale.ROOT));
          return false;
        });
    nominated.removeAll(ALWAYS);
    for (int i = fields.size() - 1; i >= 0 && !nominated.isEmpty(); i--) {
      if (nominated.contains(fields.name(i).toLowerCase(Locale.ROOT))) {
        fields.removeAt(i);
      }
    }
  }

  private static void decrementMaxForwards(Headers fields) {
    String value = fields.get(FieldName.MAX_FORWARDS);
    if (value != null && value.matches("[1-9][0-9]{0,8}")) {
      fields.set(FieldName.MAX_FORWARDS, Integer.toString(Integer.parseInt(value) - 1));
    }
  }

  private void appendVia(Headers fields, String version) {
    if (pseudonym != null) {
      String before = fields.joined(FieldName.VIA);
      String ours = version + " " + pseudonym;
      fields.set(FieldName.VIA, before == null ? ours : before + ", " + ours);
    }
  }
}
